import type { ReactNode } from 'react'
import { useSay } from '../i18n/index.ts'
import type { TicketPath } from '../layers/index.ts'
import styles from './map.module.css'

/** The way of a ticket in rows, stay by stay: the table twin of its map. */
export function TicketPathTable({ path }: { path: TicketPath }): ReactNode {
  const say = useSay()
  const rows = path.stops
    .flatMap((stop) => stop.numbers.map((number) => ({ number, stop })))
    .toSorted((a, b) => a.number - b.number)
  return (
    <section className={styles.tableBox} aria-label={say('map.ticketTitle')}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{say('path.number')}</th>
            <th scope="col">{say('path.unit')}</th>
            <th scope="col">{say('path.place')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ number, stop }) => (
            <tr key={number}>
              <td>{number}</td>
              <th scope="row">{stop.name}</th>
              <td>{say(`path.how.${stop.how}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
