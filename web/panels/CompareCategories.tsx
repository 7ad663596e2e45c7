import { useSay } from '../i18n/index.ts'
import { formatNumber } from '../lib/format.ts'
import { useLang } from '../ui/surface.tsx'
import styles from './Compare.module.css'
import { differenceOf, written } from './CompareFigures.tsx'
import { type CategoryPair, sides } from './CompareSides.ts'
import { useNames } from './useNames.ts'

/** Categories of both areas as bars beside each other, the widest difference first; a table as well as a picture. */
export function CompareCategories(props: {
  pairs: readonly CategoryPair[]
  names: readonly [string, string]
  /** whether values are per 1,000 households */
  rated: boolean
}) {
  const { pairs, names, rated } = props
  const say = useSay()
  const lang = useLang()
  const categories = useNames()
  const most = Math.max(0, ...pairs.flatMap(({ values }) => [...values]))
  const digits = !rated ? 0 : most < 10 ? 2 : 1
  if (pairs.length === 0) return <p className={styles.note}>{say('state.empty')}</p>
  const rare = pairs.filter(({ few }) => few)
  const line = ({ key, values, counts }: CategoryPair) => (
    <tr key={key ?? ''}>
      <th scope="row">{key === null ? say('breakdown.none') : categories.of('category', key)}</th>
      {sides.map((side) => (
        <td key={side} title={`${formatNumber(counts[side], lang)} ${say('kpi.unit.tickets')}`}>
          <span className={styles.cell}>
            <span className={styles.track} aria-hidden="true">
              {values[side] > 0 && (
                <span
                  className={styles.bar}
                  data-side={side}
                  style={{ width: `${(100 * values[side]) / most}%` }}
                />
              )}
            </span>
            {written(values[side], digits, lang)}
          </span>
        </td>
      ))}
      <td>{differenceOf(values[0], values[1], rated ? 'per 1,000 households' : 'tickets', lang, digits)}</td>
    </tr>
  )
  return (
    <table className={`${styles.table} ${styles.pairs}`}>
      <thead>
        <tr>
          <th scope="col">{say('compare.category')}</th>
          {sides.map((side) => (
            <th scope="col" key={side} data-side={side}>
              {names[side]}
            </th>
          ))}
          <th scope="col">{say('compare.difference')}</th>
        </tr>
      </thead>
      <tbody>{pairs.filter(({ few }) => !few).map(line)}</tbody>
      {rare.length > 0 && (
        <tbody className={styles.rare}>
          <tr>
            <th scope="rowgroup" colSpan={4}>
              {say('compare.few')}
            </th>
          </tr>
          {rare.map(line)}
        </tbody>
      )}
    </table>
  )
}
