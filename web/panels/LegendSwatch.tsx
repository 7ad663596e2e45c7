import type { ReactNode } from 'react'
import type { LegendEntry } from '../layers/index.ts'
import styles from './Legend.module.css'

/** The mark of the map in small. */
export function Swatch({ kind }: { kind: LegendEntry['swatch'] }): ReactNode {
  return (
    <svg className={styles.swatch} viewBox="0 0 22 14" width="22" height="14" aria-hidden="true">
      {drawings[kind]}
    </svg>
  )
}

const frame = <rect x="0.5" y="0.5" width="21" height="13" fill="var(--land)" stroke="var(--map-line)" />

const drawings: Record<LegendEntry['swatch'], ReactNode> = {
  hatch: (
    <>
      {frame}
      <path
        d="M1 8L8 1M1 13.5L13.5 1M7 13L19 1M13 13L21 5M19 13l2-2"
        stroke="var(--ink)"
        strokeOpacity="0.6"
      />
    </>
  ),
  dots: (
    <>
      {frame}
      {[4, 11, 18].map((x) => (
        <circle key={x} cx={x} cy="7" r="1.6" fill="var(--ink)" stroke="var(--panel)" strokeWidth="0.8" />
      ))}
    </>
  ),
  dashed: (
    <>
      <path d="M3 11L11 3M9 12L19 2" stroke="var(--accent)" strokeWidth="1.4" />
      <rect
        x="1"
        y="1"
        width="20"
        height="12"
        fill="none"
        stroke="var(--accent)"
        strokeWidth="2"
        strokeDasharray="4 2"
      />
    </>
  ),
  ticket: <circle cx="11" cy="7" r="4.5" fill="var(--accent)" stroke="var(--panel)" />,
  'ticket-heap': (
    <>
      <circle cx="11" cy="7" r="6.5" fill="var(--accent)" fillOpacity="0.8" stroke="var(--panel)" />
      <text x="11" y="10.2" fontSize="9" textAnchor="middle" fill="var(--on-accent)">
        9
      </text>
    </>
  ),
  'ticket-overdue': <path d="M11 1L17.5 12.5H4.5Z" fill="var(--overdue)" stroke="var(--panel)" />,
  river: <path d="M1 10C6 2 12 13 21 5" fill="none" stroke="var(--water)" strokeWidth="3" />,
}
