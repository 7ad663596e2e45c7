import type { ReactNode } from 'react'
import type { Tip } from '../layers/index.ts'
import type { Spot } from './MapCanvas.tsx'
import styles from './map.module.css'

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
  const gap = 14
  const place = {
    ...(at.x < size.width / 2 ? { left: at.x + gap } : { right: size.width - at.x + gap }),
    ...(at.y < size.height / 2 ? { top: at.y + gap } : { bottom: size.height - at.y + gap }),
  }
  return (
    <div className={styles.tip} style={place} data-map-tip="" aria-hidden="true">
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
