import type { ComparedFigure, Figure, Measure, Summary } from '@grid/data/contract'
import { useSay } from '../i18n/index.ts'
import { changeOf, formatFigure, formatNumber, noValue } from '../lib/format.ts'
import { nameIn } from '../lib/lang.ts'
import { Change } from '../ui/Change.tsx'
import { Mark } from '../ui/Mark.tsx'
import { useLang } from '../ui/surface.tsx'
import styles from './Brief.module.css'

/** Rows that one page has room for. */
const mostRows = 10

/** Every headline figure with what it rests on and both of its pasts. */
export function BriefMeasures(props: { summary: Summary; measures: readonly Measure[] }) {
  const say = useSay()
  const rows = props.summary.measures.flatMap((figure) => {
    const measure = props.measures.find((item) => item.id === figure.id)
    return measure?.available ? [{ figure, measure }] : []
  })
  const rest = rows.length - mostRows
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: on a narrow screen it scrolls, which the keyboard must reach
    <section className={styles.section} aria-labelledby="brief-measures" tabIndex={0}>
      <h2 id="brief-measures">{say('brief.measures')}</h2>
      <table className={`${styles.table} ${styles.measures}`}>
        <thead>
          <tr>
            <th scope="col">{say('filter.measure')}</th>
            <th scope="col">{say('brief.value')}</th>
            <th scope="col">{say('brief.basis')}</th>
            <th scope="col">{say('brief.previous')}</th>
            <th scope="col">{say('brief.change')}</th>
            <th scope="col">{say('brief.year')}</th>
            <th scope="col">{say('brief.change')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, mostRows).map(({ figure, measure }) => (
            <Row key={measure.id} figure={figure} measure={measure} />
          ))}
        </tbody>
      </table>
      <p className={styles.note}>
        {rows.some(({ figure }) => figure.smallNumber && figure.value !== null) && say('brief.small')}
        {rest > 0 && ` ${say('brief.more-measures', { count: rest, n: rest })}`}
      </p>
    </section>
  )
}

function Row(props: { figure: ComparedFigure; measure: Measure }) {
  const { figure, measure } = props
  const say = useSay()
  const lang = useLang()
  return (
    <tr>
      <th scope="row">{nameIn(measure.label, lang)}</th>
      <td className={styles.strong}>
        {formatFigure(figure, measure.unit, lang)}
        {measure.unit === 'tickets' && figure.value !== null && (
          <span className={styles.soft}> {say('kpi.unit.tickets')}</span>
        )}
      </td>
      <td>
        {figure.denominator === null
          ? noValue
          : `${formatNumber(figure.numerator, lang, 1)} / ${formatNumber(figure.denominator, lang, 1)}`}
        {figure.smallNumber && figure.value !== null && (
          <>
            {' '}
            <Mark tone="warn">n={formatNumber(figure.n, lang)}</Mark>
          </>
        )}
      </td>
      <Past figure={figure} before={figure.previous} measure={measure} />
      <Past figure={figure} before={figure.lastYear} measure={measure} />
    </tr>
  )
}

/** What it was, and how it moved since: better or worse is a word too, for paper has no colour. */
function Past(props: { figure: Figure; before: Figure | null; measure: Measure }) {
  const { figure, before, measure } = props
  const say = useSay()
  const lang = useLang()
  // a rate of so few moves by itself
  const judged = !figure.smallNumber && before !== null && !before.smallNumber
  const change = judged ? changeOf(figure, before, measure, lang) : null
  const verdict = change?.good == null ? '' : say(change.good ? 'kpi.better.up' : 'kpi.better.down')
  return (
    <>
      <td>{formatFigure(before, measure.unit, lang)}</td>
      <td>{change && <Change change={{ ...change, good: null }} verdict="" against={verdict} />}</td>
    </>
  )
}
