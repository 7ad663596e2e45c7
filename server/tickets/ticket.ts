import { Placed, type TicketDetail } from '@grid/data/contract'
import { areaVersions, number, numberOrNull, text, textOrNull, truth, truthOrNull } from '../centre/index.ts'
import { type Asking, predicateOf } from '../filter/index.ts'
import { oneOf, type Row, sql } from '../store/index.ts'
import { ticketClocks } from './clocks.ts'
import { logOf, missing, placeOf } from './log.ts'
import { areasOfRow, rowColumns, rowOf } from './row.ts'

/** Lines of a log that come with the ticket; a page of its own has the others. */
const firstLines = 200

/** One ticket with the beginning of its log; a 404 problem where there is none that the caller may see. */
export async function ticketWithId(asking: Asking, id: string): Promise<TicketDetail> {
  const { store, centre, caller, present, signal } = asking
  const place = await placeOf(asking, id)
  const [[row], log, special] = await Promise.all([
    store.read(
      sql`
        SELECT ${rowColumns(asking, present)}, t.description, t.address, t.placed, t.filed_at, t.dispatched_at, t.signed_at,
          t.first_contact_at, t.handled_at, t.verified_at, t.solved_tier, t.hand_offs, t.reworks, t.supervised, t.suspended,
          t.unreasonable, t.contacted, t.solved, t.satisfied, t.prior_ticket, t.then_placed,
          t.then0, t.then1, t.then2, t.then3, t.then4, t.then5
        FROM ticket t WHERE t.key = ${place.key} AND ${predicateOf(asking, {})}`,
      { signal, kept: true },
    ),
    logOf(asking, place),
    store.read(sql`SELECT area FROM ticket_special WHERE ticket = ${place.key}`, { signal, kept: true }),
  ])
  // it may have been removed meanwhile
  if (!row) throw missing(id)
  const ticket = rowOf(asking, row)
  const areas = areasOfRow(centre, row)
  const areasThen = row.then_placed === null ? null : await thenAreas(asking, row)
  return {
    ...ticket,
    hand_offs: numberOrNull(row.hand_offs),
    description: caller.freeText ? textOrNull(row.description) : null,
    address: caller.freeText ? textOrNull(row.address) : null,
    placed: Placed.parse(row.placed),
    areas,
    areasThen: areasThen?.map(({ code }) => code).join() === areas.join() ? null : areasThen,
    special: special.flatMap(({ area }) => centre.areas.codeOf(numberOrNull(area)) ?? []).sort(),
    filed_at: textOrNull(row.filed_at),
    dispatched_at: textOrNull(row.dispatched_at),
    signed_at: textOrNull(row.signed_at),
    first_contact_at: textOrNull(row.first_contact_at),
    handled_at: textOrNull(row.handled_at),
    verified_at: textOrNull(row.verified_at),
    solved_tier: centre.tiers.idOf(numberOrNull(row.solved_tier)),
    reworks: number(row.reworks),
    supervised: truth(row.supervised),
    suspended: truth(row.suspended),
    unreasonable: truth(row.unreasonable),
    contacted: truthOrNull(row.contacted),
    solved: truthOrNull(row.solved),
    satisfied: truthOrNull(row.satisfied),
    prior_ticket: textOrNull(row.prior_ticket),
    log: log.slice(0, firstLines),
    logLines: log.length,
    clocks: ticketClocks(asking, ticket, log),
    asOf: new Date(present).toISOString(),
    synthetic: centre.pack.synthetic,
  }
}

/** The areas it lay in by the boundaries of the day it was reported on, widest level first, as they were called then. */
async function thenAreas(
  { store, signal }: Asking,
  row: Row,
): Promise<NonNullable<TicketDetail['areasThen']>> {
  const keys = [row.then0, row.then1, row.then2, row.then3, row.then4, row.then5].flatMap(
    (key) => numberOrNull(key) ?? [],
  )
  const rows = await store.read(
    sql`SELECT a.key, a.code, a.name, a.name_en FROM ${areaVersions} a WHERE ${oneOf(sql`a.key`, keys)}`,
    { signal },
  )
  const named = new Map(
    rows.map((area) => [
      number(area.key),
      { code: text(area.code), name: text(area.name), nameEn: textOrNull(area.name_en) },
    ]),
  )
  return keys.flatMap((key) => named.get(key) ?? [])
}
