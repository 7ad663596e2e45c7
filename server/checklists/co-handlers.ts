import type { ChecklistHappened, Filter } from '@grid/data/contract'
import { number } from '../centre/index.ts'
import type { Asking } from '../filter/index.ts'
import { sql } from '../store/index.ts'
import type { Listed } from './listed.ts'
import { ofLists } from './tickets-of-lists.ts'

type CoHandlers = ChecklistHappened['coHandlers']

/**
 * The units that were co-assigned to the closed tickets of each line, by line, those that the list names first, then by
 * their tickets. A unit that assigns itself is no helper.
 */
export async function coHandlersOf(
  asking: Asking,
  filter: Filter,
  listed: readonly Listed[],
): Promise<(line: Listed) => CoHandlers> {
  const { store, centre, signal } = asking
  const select = sql`
    SELECT f.list, f.line, e.to_unit AS unit, count(DISTINCT f.key) AS tickets
    FROM f JOIN event e ON e.ticket = f.key
    WHERE f.list >= 0 AND f.joined_s IS NOT NULL AND e.kind = CAST('co_assigned' AS event_kind) AND e.happened_at < f.until
      AND e.to_unit IS NOT NULL AND e.from_unit IS DISTINCT FROM e.to_unit
    GROUP BY f.list, f.line, e.to_unit`
  const rows = await store.read(ofLists(asking, filter, { listed, which: 'closed', select }), { signal })
  return ({ list, line, item }) => {
    const seen = new Map<string, number>(item.coHandlers.map((unit) => [unit, 0]))
    for (const row of rows) {
      const unit = centre.units.idOf(number(row.unit))
      if (unit !== null && row.list === list && row.line === line) seen.set(unit, number(row.tickets))
    }
    return [...seen]
      .map(([unit, tickets]) => ({ unit, named: item.coHandlers.includes(unit), tickets }))
      .sort(
        (a, b) => Number(b.named) - Number(a.named) || b.tickets - a.tickets || (a.unit < b.unit ? -1 : 1),
      )
  }
}
