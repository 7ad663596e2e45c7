import { useSay } from '../i18n/index.ts'
import { formatDuration, formatInstant } from '../lib/time.ts'
import { useSurface } from '../ui/surface.tsx'
import type { ClockRow } from './clockRows.ts'
import styles from './TicketClocks.module.css'
import { useNames } from './useNames.ts'

/** The stays of a ticket in rows: the table twin of the clocks. */
export function TicketClocksTable(props: { rows: readonly ClockRow[] }) {
  const say = useSay()
  const names = useNames()
  const { lang, timeZone } = useSurface()
  const time = (at: string | null, none: string) =>
    at === null ? <span className={styles.soft}>{none}</span> : formatInstant(at, timeZone, lang)
  const long = (seconds: number) => formatDuration(seconds * 1000, lang)
  const paused = props.rows.some(({ hop }) => hop.paused_seconds > 0)
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{say('path.number')}</th>
          <th scope="col">{say('path.unit')}</th>
          <th scope="col">{say('path.received')}</th>
          <th scope="col">{say('path.signed')}</th>
          <th scope="col">{say('path.left')}</th>
          <th scope="col">{say('path.due')}</th>
          <th scope="col">{say('path.waited')}</th>
          <th scope="col">{say('path.worked')}</th>
          {paused && <th scope="col">{say('path.paused')}</th>}
        </tr>
      </thead>
      <tbody>
        {props.rows.map(({ number, hop, lateMs }) => (
          <tr key={number}>
            <td>{number}</td>
            <th scope="row">
              {hop.unit === null ? say('path.unknown') : names.of('unit', hop.unit)}
              {hop.tier !== null && <span className={styles.soft}> {names.of('tier', hop.tier)}</span>}
            </th>
            <td>{time(hop.received_at, '')}</td>
            <td>{time(hop.signed_at, say('path.unsigned'))}</td>
            <td>{time(hop.left_at, say('path.here'))}</td>
            <td data-tone={lateMs === null ? undefined : 'late'}>{time(hop.due_at, say('path.noDue'))}</td>
            <td>{long(hop.waiting_seconds)}</td>
            <td>{hop.signed_at === null ? '–' : long(hop.working_seconds)}</td>
            {paused && <td>{long(hop.paused_seconds)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
