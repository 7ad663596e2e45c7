import type { Filter } from '@grid/data/contract'
import {
  byClock,
  type CentreRecord,
  clockWithin,
  microseconds,
  number,
  numberOrNull,
} from '../centre/index.ts'
import { type Sql, sql } from '../store/index.ts'
import { areaColumn } from './area.ts'
import type { Asking } from './asking.ts'
import { asOfOf } from './basis.ts'
import { areasOf, predicateOf, reportedIn, scopeOf } from './predicate.ts'

/** How many tickets a caller may see lie in each area of a level, by its key: of all tickets with keys up to one. */
interface Tally {
  upTo: number
  /** microseconds since 1970 of the last report of any ticket */
  lastReport: number
  tickets: ReadonlyMap<number, number>
}

const nothing: Tally = { upTo: 0, lastReport: 0, tickets: new Map() }

/** Of each stem by scope and level; null where it was asked for once. */
const tallies = new WeakMap<CentreRecord['stem'], Map<string, Promise<Tally> | null>>()

/**
 * How many tickets `reportedIn` holds. Every area's tickets lie scattered among all the others: to count those of one takes as
 * long as to count every area of its level, which is done once and holds until a ticket changes; later ones are added. Where
 * tickets change between any two questions it would be done in vain: the first after a change counts its own.
 */
export async function totalReported(asking: Asking, filter: Filter): Promise<number> {
  const level = levelOf(asking.centre, filter)
  const tally = level && (await tallyOf(asking, level.depth))
  if (!tally) return countTickets(asking, reportedIn(asking, filter))
  const { upTo, lastReport, tickets } = tally
  const all = level.keys.reduce((sum, key) => sum + (tickets.get(key) ?? 0), 0)
  const asOf = asOfOf(asking, filter)
  if (lastReport <= asOf * 1000) return all
  // less those that nobody knew of then: mostly few, and the last
  const later = sql`${predicateOf(asking, filter)} AND ${clockWithin('reported', '>', asOf)} AND t.key <= ${upTo}`
  return all - (await countTickets(asking, later))
}

/** How many tickets `t` meet a condition. */
export async function countTickets({ store, signal }: Asking, where: Sql): Promise<number> {
  const [row] = await store.read(sql`SELECT count(*) AS total FROM ticket t WHERE ${where}`, { signal })
  return number(row?.total)
}

/** The areas of a filter that asks for nothing else, where they are of one level and of the tree. */
function levelOf(
  centre: CentreRecord,
  { area, asOf: _, boundaries: __, ...others }: Filter,
): { depth: number; keys: number[] } | undefined {
  if (!area || centre.boundaries !== 'today') return undefined
  if (Object.values(others).some((value) => value !== undefined)) return undefined
  const [first, ...more] = areasOf(centre, area, [])
  if (!first) return undefined
  const areas = [first, ...more]
  if (areas.some(({ kind, depth }) => kind === 'special' || depth !== first.depth)) return undefined
  return { depth: first.depth, keys: [...new Set(areas.flatMap(({ keys }) => keys))] }
}

/**
 * The tally of a level, read on to the tickets that the asking's centre knows of; several who ask wait for one reading. The
 * first who asks of a stem gets none.
 */
function tallyOf(asking: Asking, depth: number): Promise<Tally> | undefined {
  const { centre, caller } = asking
  const held = tallies.get(centre.stem) ?? new Map<string, Promise<Tally> | null>()
  tallies.set(centre.stem, held)
  const key = JSON.stringify([depth, caller.scope])
  if (!held.has(key)) {
    held.set(key, null)
    return undefined
  }
  const reading = (held.get(key) ?? Promise.resolve(nothing)).then((tally) =>
    tally.upTo < centre.extent.key ? readOn(asking, depth, tally) : tally,
  )
  held.set(key, reading)
  // a reading that failed is not kept
  reading.catch(() => held.delete(key))
  return reading
}

async function readOn({ store, centre, caller }: Asking, depth: number, known: Tally): Promise<Tally> {
  const later = known.upTo > 0 ? sql`t.key > ${known.upTo}` : sql`TRUE`
  const rows = await store.read(
    sql`SELECT ${areaColumn(centre, depth)} AS area, count(*) AS tickets,
        (SELECT t.key FROM ticket t ORDER BY t.key DESC LIMIT 1) AS up_to,
        (SELECT ${microseconds('reported')} FROM ticket t ORDER BY ${byClock('reported', 'DESC')} LIMIT 1) AS last_report
      FROM ticket t WHERE ${scopeOf(centre, caller.scope)} AND ${later} GROUP BY 1`,
    { kept: true },
  )
  const tickets = new Map(known.tickets)
  let { upTo, lastReport } = known
  for (const row of rows) {
    upTo = number(row.up_to)
    lastReport = number(row.last_report)
    const area = numberOrNull(row.area)
    if (area !== null) tickets.set(area, (tickets.get(area) ?? 0) + number(row.tickets))
  }
  return { upTo, lastReport, tickets }
}
