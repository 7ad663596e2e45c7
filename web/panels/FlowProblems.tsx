import type { FlowProblems as Answered } from '@grid/data/contract'
import { Link } from '@tanstack/react-router'
import { useSay } from '../i18n/index.ts'
import { formatNumber, noValue } from '../lib/format.ts'
import { formatInstant } from '../lib/time.ts'
import { Scrolling } from '../ui/Scrolling.tsx'
import { useSurface } from '../ui/surface.tsx'
import { searchFor, useView } from '../view/useView.ts'
import styles from './Flow.module.css'
import { ticketTitle } from './TicketItem.tsx'
import { useNames } from './useNames.ts'

/** Open problem tickets, the longest a problem first; each leads to its page. */
export function FlowProblems(props: { answer: Answered }) {
  const { total, reworked, passedRound, tickets } = props.answer
  const say = useSay()
  const names = useNames()
  const { lang, timeZone } = useSurface()
  const { view } = useView()
  const number = (value: number) => formatNumber(value, lang)
  if (total === 0) return <p className={styles.note}>{say('flow.problems.none')}</p>
  return (
    <>
      <p className={styles.finding}>
        {say('flow.problems.finding', {
          n: number(total),
          reworked: number(reworked),
          passed: number(passedRound),
        })}
      </p>
      <Scrolling className={styles.scroll} label={say('flow.rows', { name: say('flow.problems') })}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{say('flow.problems.ticket')}</th>
              <th scope="col">{say('flow.problems.unit')}</th>
              <th scope="col">{say('flow.problems.hops')}</th>
              <th scope="col">{say('flow.problems.reworks')}</th>
              <th scope="col">{say('flow.problems.since')}</th>
            </tr>
          </thead>
          <tbody>
            {tickets.map((ticket) => (
              <tr key={ticket.id}>
                <th scope="row">
                  <Link
                    to="/ticket/$id"
                    params={{ id: ticket.id }}
                    search={searchFor(view, { flowPath: null, flowPair: null })}
                  >
                    {ticketTitle(ticket, names, say)}
                  </Link>
                </th>
                <td>{ticket.unit === null ? noValue : names.of('unit', ticket.unit)}</td>
                <td className={styles.number}>{ticket.hops === null ? noValue : number(ticket.hops)}</td>
                <td className={styles.number}>{number(ticket.reworks)}</td>
                <td className={styles.number}>{formatInstant(ticket.problem_at, timeZone, lang)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolling>
      {total > tickets.length && (
        <p className={styles.note}>{say('flow.problems.more', { n: number(total - tickets.length) })}</p>
      )}
    </>
  )
}
