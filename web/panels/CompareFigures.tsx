import type { Figure, Measure, Summary } from '@grid/data/contract'
import { useSay } from '../i18n/index.ts'
import { fewest } from '../lib/fewest.ts'
import { formatFigure, formatNumber, noValue } from '../lib/format.ts'
import { type Lang, localeOf, nameIn } from '../lib/lang.ts'
import { Mark } from '../ui/Mark.tsx'
import { useLang } from '../ui/surface.tsx'
import styles from './Compare.module.css'
import { perThousand, sides } from './CompareSides.ts'

/** Headline figures of both areas with what they rest on, their difference, and counts per 1,000 households. */
export function CompareFigures(props: {
  summaries: readonly [Summary, Summary]
  measures: readonly Measure[]
  names: readonly [string, string]
  households: readonly [number | null, number | null]
}) {
  const { summaries, measures, names, households } = props
  const say = useSay()
  const lang = useLang()
  const [left, right] = summaries
  const rated = households[0] !== null && households[1] !== null
  const rows = measures.flatMap((measure) => {
    const a = left.measures.find(({ id }) => id === measure.id)
    const b = right.measures.find(({ id }) => id === measure.id)
    return a && b && measure.available ? [{ measure, a, b }] : []
  })
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard
    <section className={styles.wide} tabIndex={0} aria-label={say('compare.figures')}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col" rowSpan={2}>
              {say('compare.measure')}
            </th>
            {sides.map((side) => (
              <th scope="col" key={side} data-side={side} rowSpan={2}>
                {names[side]}
              </th>
            ))}
            <th scope="col" rowSpan={2}>
              {say('compare.difference')}
            </th>
            {rated && (
              <th scope="colgroup" colSpan={3} className={styles.over}>
                {say('compare.rate')}
              </th>
            )}
          </tr>
          {rated && (
            <tr>
              {sides.map((side) => (
                <th scope="col" key={side} data-side={side}>
                  {names[side]}
                </th>
              ))}
              <th scope="col">{say('compare.rate.difference')}</th>
            </tr>
          )}
        </thead>
        <tbody>
          {rows.map(({ measure, a, b }) => {
            const rates =
              measure.unit === 'tickets'
                ? ([perThousand(a.value, households[0]), perThousand(b.value, households[1])] as const)
                : ([null, null] as const)
            return (
              <tr key={measure.id}>
                <th scope="row">{nameIn(measure.label, lang)}</th>
                <Value figure={a} measure={measure} />
                <Value figure={b} measure={measure} />
                <td>
                  <Difference
                    few={a.smallNumber || b.smallNumber}
                    text={differenceOf(a.value, b.value, measure.unit, lang)}
                  />
                </td>
                {rated &&
                  sides.map((side) => (
                    <td key={side}>{rates[side] === null ? '' : written(rates[side], 1, lang)}</td>
                  ))}
                {rated && (
                  <td>
                    {rates[0] !== null && (
                      <Difference
                        few={Math.min(a.n, b.n) < fewest}
                        text={differenceOf(rates[0], rates[1], 'per 1,000 households', lang)}
                      />
                    )}
                  </td>
                )}
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}

/** A difference, or that there are too few cases to judge one by. */
function Difference(props: { few: boolean; text: string }) {
  const say = useSay()
  if (!props.few || props.text === noValue) return <strong>{props.text}</strong>
  return (
    <Mark tone="warn" title={say('compare.small')}>
      {say('kpi.small')}
    </Mark>
  )
}

function Value(props: { figure: Figure; measure: Measure }) {
  const { figure, measure } = props
  const say = useSay()
  const lang = useLang()
  return (
    <td>
      <strong>{formatFigure(figure, measure.unit, lang)}</strong>
      {figure.denominator !== null && (
        <span className={styles.basis}>
          {formatNumber(figure.numerator, lang, 1)} / {formatNumber(figure.denominator, lang, 1)}{' '}
          {figure.smallNumber && figure.value !== null && (
            <Mark tone="warn" title={say('kpi.small.what')}>
              n={formatNumber(figure.n, lang)}
            </Mark>
          )}
        </span>
      )}
    </td>
  )
}

/** The first less the second with its sign: percentage points for shares. `digits` are decimals of what is measured. */
export function differenceOf(
  a: number | null,
  b: number | null,
  unit: Measure['unit'],
  lang: Lang,
  digits = 1,
): string {
  if (a === null || b === null) return noValue
  const difference = a - b
  if (unit === 'share') {
    const points = written(difference * 100, 1, lang, true)
    return lang === 'zh' ? `${points} 个百分点` : `${points} pp`
  }
  return written(difference, unit === 'tickets' || unit === 'times' ? 0 : digits, lang, true)
}

/** A number with just so many decimals, so that a column of them lines up. */
export function written(value: number, digits: number, lang: Lang, signed = false): string {
  return new Intl.NumberFormat(localeOf(lang), {
    signDisplay: signed ? 'exceptZero' : 'auto',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value)
}
