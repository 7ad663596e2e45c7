import type { Filter, FlowCover } from '@grid/data/contract'
import { number } from '../centre/index.ts'
import { type Asking, asOfOf, reportedIn } from '../filter/index.ts'
import { instant, sql } from '../store/index.ts'
import { valid } from './stays.ts'

/** What the stays tell of the tickets of a filter, and what they leave out. */
export async function coverOf(asking: Asking, filter: Filter): Promise<FlowCover> {
  const known = instant(asOfOf(asking, filter))
  const [row] = await asking.store.read(
    sql`SELECT count(*) AS all_tickets, count(*) FILTER (WHERE ${valid}) AS tickets,
        count(*) FILTER (WHERE ${valid} AND s.derived = FALSE) AS told,
        count(*) FILTER (WHERE ${valid} AND s.derived) AS derived
      FROM ticket t LEFT JOIN stay s ON s.ticket = t.key AND s.nth = 0 AND s.received_at <= ${known}
      WHERE ${reportedIn(asking, filter)}`,
    { signal: asking.signal },
  )
  const [tickets, told, derived] = [number(row?.tickets), number(row?.told), number(row?.derived)]
  return {
    tickets,
    told,
    derived,
    silent: tickets - told - derived,
    never: number(row?.all_tickets) - tickets,
  }
}
