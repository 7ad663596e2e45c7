import { useSay } from '../i18n/index.ts'
import styles from './Effect.module.css'

const subjects = ['months', 'ratio', 'widened', 'lines', 'comparable', 'did', 'channels', 'limits'] as const

/** Every number of the answer by how it is computed, in words. */
export function EffectMethod() {
  const say = useSay()
  return (
    <details className={styles.details}>
      <summary>{say('effect.method')}</summary>
      <dl className={styles.method}>
        {subjects.map((subject) => (
          <div key={subject}>
            <dt>{say(`effect.method.${subject}`)}</dt>
            <dd>{say(`effect.method.${subject}.what`)}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
