import type { Effect, EffectMonth, EffectSide } from '@grid/data/contract'
import { type Say, useSay } from '../i18n/index.ts'
import { type Lang, nameIn } from '../lib/lang.ts'
import { addDays, formatInstant, formatPeriod } from '../lib/time.ts'
import { Mark } from '../ui/Mark.tsx'
import { useSurface } from '../ui/surface.tsx'
import styles from './Effect.module.css'

/** The one sentence, and the months, instant and kind of data that it rests on. */
export function EffectFinding(props: { answer: Effect }) {
  const { series, finding, asOf, synthetic } = props.answer
  const say = useSay()
  const { lang, timeZone } = useSurface()
  return (
    <header className={styles.head}>
      <h2 className="visually-hidden">{say('effect.finding')}</h2>
      <p className={styles.finding}>{unbroken(nameIn(finding, lang))}</p>
      <p className={styles.basis}>
        <span>
          {say('effect.basis', {
            before: sidePeriod(series, 'before', say, lang),
            after: sidePeriod(series, 'after', say, lang),
          })}
        </span>
        <span>{say('app.as-of', { time: formatInstant(asOf, timeZone, lang) })}</span>
        {synthetic && <Mark tone="warn">{say('app.made-up')}</Mark>}
      </p>
    </header>
  )
}

/** Keeps "p < 0.001" on one line. */
function unbroken(text: string): string {
  return text.replace(/\bp ([<=]) /g, 'p\u00a0$1\u00a0')
}

/** The months of a side as a period, with their number. */
export function sidePeriod(series: readonly EffectMonth[], side: EffectSide, say: Say, lang: Lang): string {
  const months = series.filter((month) => month.side === side)
  const first = months[0]
  const last = months.at(-1)
  if (first === undefined || last === undefined) return say(`effect.side.${side}`)
  const period = formatPeriod({ from: first.month, to: addDays(last.month, last.days) }, lang)
  return say('kpi.period', {
    period,
    days: say('effect.monthsIn', { count: months.length, n: months.length }),
  })
}
