import { Placed, type TicketDetail } from '@grid/data/contract'
import { areaVersions, number, numberOrNull, text, textOrNull, truth, truthOrNull } from '../centre/index.ts'
import { type Asking, predicateOf } from '../filter/index.ts'
import { oneOf, type Row, sql } from '../store/index.ts'
import { ticketClocks } from './clocks.ts'
import { clockColumns, clockOf } from './instants.ts'
import { linesOf, linesToldBy } from './log.ts'
import { foundUnder } from './place.ts'
import { areasOfRow, rowColumns, rowOf } from './row.ts'

/** Lines of a log that come with the ticket; a page of its own has the others. */
const firstLines = 200

/** One ticket with the beginning of its log; a 404 problem where there is none that the caller may see. */
export async function ticketWithId(asking: Asking, id: string): Promise<TicketDetail> {
  return foundUnder(asking, id, (key) => ticketUnder(asking, key))
}

async function ticketUnder(asking: Asking, key: number): Promise<TicketDetail | undefined> {
  const { store, centre, caller, present, signal } = asking
  const [[row], lines, special] = await Promise.all([
    store.read(
      sql`
        SELECT ${rowColumns(asking)}, t.description, t.address, t.placed, t.logged,
          ${clockColumns(['filed', 'dispatched', 'signed', 'first_contact', 'handled', 'verified'])}, t.solved_tier, t.hand_offs, t.reworks, t.supervised, t.suspended,
          t.unreasonable, t.contacted, t.solved, t.satisfied, t.prior_ticket
          ${centre.editions.length > 1 ? sql`, t.then_placed, t.then0, t.then1, t.then2, t.then3, t.then4, t.then5` : sql``}
        FROM ticket t WHERE t.key = ${key} AND ${predicateOf(asking, {})}`,
      { signal, kept: true },
    ),
    linesOf(asking, key),
    store.read(sql`SELECT area FROM ticket_special WHERE ticket = ${key}`, { signal, kept: true }),
  ])
  if (!row) return undefined
  const ticket = rowOf(asking, row, present)
  const log = truth(row.logged) ? lines : linesToldBy(row)
  const areas = areasOfRow(centre, row)
  const areasThen = textOrNull(row.then_placed) === null ? null : await thenAreas(asking, row)
  return {
    ...ticket,
    hand_offs: numberOrNull(row.hand_offs),
    description: caller.freeText ? textOrNull(row.description) : null,
    address: caller.freeText ? textOrNull(row.address) : null,
    placed: Placed.parse(row.placed),
    areas,
    areasThen: areasThen?.map(({ code }) => code).join() === areas.join() ? null : areasThen,
    special: special.flatMap(({ area }) => centre.areas.codeOf(numberOrNull(area)) ?? []).sort(),
    filed_at: clockOf(row, 'filed'),
    dispatched_at: clockOf(row, 'dispatched'),
    signed_at: clockOf(row, 'signed'),
    first_contact_at: clockOf(row, 'first_contact'),
    handled_at: clockOf(row, 'handled'),
    verified_at: clockOf(row, 'verified'),
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
