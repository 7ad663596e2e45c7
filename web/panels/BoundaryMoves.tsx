import type { BoundaryReport } from '@grid/data/contract'
import { Link } from '@tanstack/react-router'
import type { AreaIndex } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import { formatNumber } from '../lib/format.ts'
import { useLang } from '../ui/surface.tsx'
import { searchFor, useView } from '../view/useView.ts'
import styles from './Boundaries.module.css'
import { areaName } from './useNames.ts'

/** Ways and tickets listed. */
const mostRows = 100

/** The tickets that come to lie elsewhere: by way, and one by one. */
export function BoundaryMoves(props: {
  report: BoundaryReport
  tickets: BoundaryReport['tickets']
  index: AreaIndex
}) {
  const { tickets, index, report } = props
  const say = useSay()
  const lang = useLang()
  const { view } = useView()
  const fresh = new Map(report.changes.map(({ code, name }) => [code, name]))
  const named = (code: string | null | undefined) =>
    code == null
      ? say('boundaries.none')
      : index.get(code)
        ? areaName(index, code, lang)
        : (fresh.get(code) ?? code)
  if (tickets.moved === 0) return null
  return (
    <>
      <div className={styles.scroll}>
        <h4 className={styles.title}>{say('boundaries.ways')}</h4>
        <table className={styles.table}>
          <tbody>
            {tickets.between.slice(0, mostRows).map(({ from, to, tickets: count }) => (
              <tr key={`${from} ${to}`}>
                <td>
                  {named(from)} → {named(to)}
                </td>
                <td className={styles.number}>{formatNumber(count, lang)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className={styles.scroll}>
        <h4 className={styles.title}>{say('boundaries.tickets')}</h4>
        {tickets.moved > mostRows && (
          <p className={styles.soft}>{say('boundaries.tickets.first', { n: mostRows })}</p>
        )}
        <table className={styles.table}>
          <tbody>
            {tickets.first.slice(0, mostRows).map(({ id, day, from, to }) => (
              <tr key={id}>
                <td>
                  <Link to="/ticket/$id" params={{ id }} search={searchFor(view)}>
                    {id}
                  </Link>
                </td>
                <td>{day}</td>
                <td>
                  {named(from.at(-1))} → {named(to.at(-1))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
