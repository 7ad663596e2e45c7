import { EventKind, type LogEntry } from '@grid/data/contract'
import { number, numberOrNull, text, textOrNull, truth } from '../centre/index.ts'
import type { Asking } from '../filter/index.ts'
import { sql } from '../store/index.ts'

/** The log of a ticket in the order of its lines; reasons are free text and hidden like it. */
export async function logOf(
  { store, centre, caller, signal }: Asking,
  ticketKey: number,
): Promise<LogEntry[]> {
  const rows = await store.read(
    sql`
      SELECT seq, happened_at, kind, from_unit, to_unit, from_tier, to_tier, reason, due_at, derived
      FROM line WHERE ticket = ${ticketKey} ORDER BY seq`,
    { signal },
  )
  return rows.map((row) => ({
    seq: number(row.seq),
    at: text(row.happened_at),
    kind: EventKind.parse(row.kind),
    from_unit: centre.units.idOf(numberOrNull(row.from_unit)),
    to_unit: centre.units.idOf(numberOrNull(row.to_unit)),
    from_tier: centre.tiers.idOf(numberOrNull(row.from_tier)),
    to_tier: centre.tiers.idOf(numberOrNull(row.to_tier)),
    reason: caller.freeText ? textOrNull(row.reason) : null,
    due_at: textOrNull(row.due_at),
    derived: truth(row.derived),
  }))
}
