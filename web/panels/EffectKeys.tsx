import { useSay } from '../i18n/index.ts'
import styles from './EffectKeys.module.css'

/** A thing drawn among the months. */
export type Key = 'before' | 'split' | 'after' | 'mean' | 'fitted' | 'projected'

/** What the bars and lines of the months mean, each with a piece of itself. */
export function EffectKeys(props: { keys: readonly Key[] }) {
  const say = useSay()
  return (
    <ul className={styles.keys}>
      {props.keys.map((key) => (
        <li key={key} className={styles.key} data-key={key}>
          <svg viewBox="0 0 22 12" width="22" height="12" aria-hidden="true" className={styles.piece}>
            {key === 'before' || key === 'split' || key === 'after' ? (
              <rect x="5" y="1" width="12" height="10" />
            ) : (
              <line x1="0" x2="22" y1="6" y2="6" />
            )}
          </svg>
          {say(`effect.series.${key}`)}
        </li>
      ))}
    </ul>
  )
}
