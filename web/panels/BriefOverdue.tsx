import type { OverdueTickets } from '@grid/data/contract'
import type { AreaIndex } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import { formatNumber, noValue } from '../lib/format.ts'
import { between, formatDuration, formatInstant } from '../lib/time.ts'
import { useSurface } from '../ui/surface.tsx'
import styles from './Brief.module.css'
import { smallestFirst } from './BriefAreas.tsx'
import { useNames } from './useNames.ts'

/** The tickets longest past their deadline; what they say stands there only for those who may read it. */
export function BriefOverdue(props: { answer: OverdueTickets; index: AreaIndex }) {
  const { at, total, tickets } = props.answer
  const say = useSay()
  const { lang, timeZone } = useSurface()
  const names = useNames()
  const titled = tickets.some(({ title }) => title !== null)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: on a narrow screen it scrolls, which the keyboard must reach
    <section className={styles.section} aria-labelledby="brief-longest" tabIndex={0}>
      <h2 id="brief-longest">
        {say('brief.longest')}
        {total > 0 && (
          <span className={styles.soft}>
            {' '}
            (
            {say('brief.longest.of', {
              shown: formatNumber(tickets.length, lang),
              total: formatNumber(total, lang),
            })}
            , {say('brief.longest.at', { time: formatInstant(at, timeZone, lang) })})
          </span>
        )}
      </h2>
      {tickets.length === 0 ? (
        <p className={styles.note}>{say('brief.longest.none')}</p>
      ) : (
        <table className={`${styles.table} ${styles.tickets}`} data-titled={titled || undefined}>
          <thead>
            <tr>
              <th scope="col">{say('brief.ticket')}</th>
              {titled && <th scope="col">{say('brief.ticket.title')}</th>}
              <th scope="col">{say('brief.category')}</th>
              <th scope="col">{say('brief.unit')}</th>
              <th scope="col">{say('brief.area')}</th>
              <th scope="col">{say('brief.days')}</th>
            </tr>
          </thead>
          <tbody>
            {tickets.map(({ id, title, category, unit, area, due_at }) => (
              <tr key={id}>
                <th scope="row">{id}</th>
                {titled && <td>{title ?? noValue}</td>}
                <td>{category === null ? noValue : names.of('category', category)}</td>
                <td>{unit === null ? noValue : names.of('unit', unit)}</td>
                <td>{area === null ? noValue : smallestFirst(props.index, area, lang)}</td>
                <td className={styles.strong}>
                  {due_at === null ? noValue : formatDuration(between(due_at, at), lang)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
