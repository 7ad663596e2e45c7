import type { ReactNode } from 'react'
import type { Tip } from '../layers/index.ts'
import type { Spot } from './MapCanvas.tsx'
import styles from './map.module.css'

/** Where to stand beside a spot: on the side with more room. */
export function beside(at: Spot, size: { width: number; height: number }) {
  const gap = 14
  return {
    ...(at.x < size.width / 2 ? { left: at.x + gap } : { right: size.width - at.x + gap }),
    ...(at.y < size.height / 2 ? { top: at.y + gap } : { bottom: size.height - at.y + gap }),
  }
}

/** The tooltip, on the side of the pointer where there is more room. */
export function MapTip({
  tip,
  at,
  size,
}: {
  tip: Tip
  at: Spot
  size: { width: number; height: number }
}): ReactNode {
  return (
    <div className={styles.tip} style={beside(at, size)} data-map-tip="" aria-hidden="true">
      <div className={styles.tipTitle}>{tip.title}</div>
      {tip.value !== undefined && <div className={styles.tipValue}>{tip.value}</div>}
      {tip.rows.length > 0 && (
        <dl className={styles.tipRows}>
          {tip.rows.map(({ label, text }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      )}
      {tip.notes.map((note) => (
        <div key={note} className={styles.tipNote}>
          {note}
        </div>
      ))}
    </div>
  )
}
