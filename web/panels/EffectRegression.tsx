import type { Effect } from '@grid/data/contract'
import { useSay } from '../i18n/index.ts'
import { noValue } from '../lib/format.ts'
import styles from './Effect.module.css'
import { intervalText, pText, ratioText } from './EffectWords.ts'

const effects = ['level', 'slope', 'slopeBefore', 'slopeAfter'] as const

/** Level and slope of the segmented regression with their standard errors, folded away until asked for. */
export function EffectRegression(props: { answer: Effect }) {
  const { segmented } = props.answer
  const say = useSay()
  return (
    <details className={styles.details}>
      <summary>{say('effect.regression')}</summary>
      {segmented === null ? (
        <p>{say('effect.regression.none')}</p>
      ) : (
        <>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{say('effect.regression.effect')}</th>
                {(['ratio', 'interval', 'error'] as const).map((column) => (
                  <th key={column} scope="col" className={styles.number}>
                    {say(`effect.regression.${column}`)}
                  </th>
                ))}
                <th scope="col" className={styles.number}>
                  {say('effect.regression.p')}
                </th>
              </tr>
            </thead>
            <tbody>
              {effects.map((key) => {
                const { value, standardError } = segmented[key]
                return (
                  <tr key={key}>
                    <th scope="row">{say(`effect.regression.${key}`)}</th>
                    <td className={styles.number}>{value === null ? noValue : ratioText(value)}</td>
                    <td className={styles.number}>{intervalText(say, segmented[key])}</td>
                    <td className={styles.number}>{standardError.toPrecision(2)}</td>
                    <td className={styles.number}>{pText(say, segmented[key].p)}</td>
                  </tr>
                )
              })}
            </tbody>
          </table>
          <p className={styles.soft}>{say('effect.regression.what')}</p>
          <p className={styles.soft}>
            {say('effect.regression.fit', {
              dispersion: segmented.dispersion.toFixed(2),
              df: segmented.degreesOfFreedom,
              correlation: segmented.autocorrelation.toFixed(2),
            })}{' '}
            {say(segmented.dispersion > 1 ? 'effect.regression.widened' : 'effect.regression.plain')}
          </p>
        </>
      )}
    </details>
  )
}
