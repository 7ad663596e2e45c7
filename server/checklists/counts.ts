import type { Filter } from '@grid/data/contract'
import { number, numberOrNull } from '../centre/index.ts'
import type { Asking } from '../filter/index.ts'
import { beyond } from '../measures/index.ts'
import { countIf, join, type Row, type Sql, sql } from '../store/index.ts'
import type { Listed } from './listed.ts'
import { standsIn } from './standing.ts'
import { conditionsOf, ofLists } from './tickets-of-lists.ts'

const ofReports = ['reported', 'told', 'escalated', 'pushedDown'] as const
const ofClosed = [
  'closed',
  'listed',
  'solvedAt',
  'below',
  'led',
  'otherLead',
  'due',
  'onTime',
  'timed',
] as const
/** What the two tiers of a closed ticket say: it is looked up once for all tickets of the two. */
const ofStanding = ['above', 'beside'] as const
type Kind = (typeof ofReports)[number] | (typeof ofClosed)[number] | (typeof ofStanding)[number]

/** How many tickets of a line or a list there are of each kind; `told` are those whose log tells tiers. */
export type Counts = Record<Kind, number> & {
  /** closed by the tier that solved them, in the order of the centre's tiers; the last are those of no recorded tier */
  byTier: number[]
  /** median and ninth decile of the handling, in hours */
  median: number | null
  p90: number | null
}

/** Counts of one line, or of a whole list where `line` is null; of one category where `list` is null: it is on none. */
export interface Counted {
  list: number | null
  line: number | null
  /** key of a category on no list; null also for tickets without one */
  category: number | null
  counts: Counts
}

/** Everything that is counted of the lists. Lines without any ticket are left out. */
export async function countLists(
  asking: Asking,
  filter: Filter,
  listed: readonly Listed[],
): Promise<Counted[]> {
  const { centre } = asking
  const conditions = conditionsOf(centre)
  const { closed } = conditions
  const kinds: Record<Exclude<Kind, (typeof ofStanding)[number]>, Sql> = {
    ...conditions,
    due: sql`${closed} AND f.due_s IS NOT NULL`,
    timed: sql`${closed} AND f.seconds IS NOT NULL`,
  }
  const [reports, closings, times] = await Promise.all([
    counted(asking, filter, {
      listed,
      which: 'reported',
      by: [sql`f.category`],
      counts: ofReports.map((kind) => beyond(kinds[kind], 'reported')),
    }),
    counted(asking, filter, {
      listed,
      which: 'closed',
      by: [sql`f.category`, sql`f.solved_tier`, sql`f.list_tier`],
      counts: ofClosed.map((kind) => beyond(kinds[kind], 'closed')),
    }),
    timesOf(asking, filter, listed),
  ])
  const places = new Map(
    listed.flatMap(({ list, line, keys }) => keys.map((key) => [key, { list, line }] as const)),
  )
  const found = new Map<string, Counted>()
  const at = (list: number | null, line: number | null, category: number | null): Counts => {
    const key = `${list} ${line} ${category}`
    const known = found.get(key)?.counts
    if (known) return known
    const counts = { ...nothing(centre.tiers.ids.length), ...times.get(timeKey(list, line)) }
    found.set(key, { list, line, category, counts })
    return counts
  }
  const groupsOf = (category: number | null) => {
    const place = category === null ? undefined : places.get(category)
    return place ? [at(place.list, place.line, null), at(place.list, null, null)] : [at(null, null, category)]
  }
  for (const { category, counts } of reports)
    for (const group of groupsOf(category))
      for (const [index, kind] of ofReports.entries()) group[kind] += counts[index] ?? 0
  addClosings(centre, closings, groupsOf)
  return [...found.values()]
}

/** Adds what was counted of closed tickets to the groups of their categories. */
function addClosings(
  centre: Asking['centre'],
  closings: readonly CountedGroup[],
  groupsOf: (category: number | null) => readonly Counts[],
): void {
  const tierPlaces = new Map(centre.tiers.members.map(({ key }, place) => [key, place]))
  const stands = standsIn(centre)
  for (const { category, solvedTier, listTier, counts } of closings) {
    const closed = counts[ofClosed.indexOf('closed')] ?? 0
    const [solved, list] = [centre.tiers.idOf(solvedTier), centre.tiers.idOf(listTier)]
    const standing = solved === null || list === null ? null : stands(solved, list)
    const tier = solvedTier === null ? tierPlaces.size : tierPlaces.get(solvedTier)
    for (const group of groupsOf(category)) {
      for (const [index, kind] of ofClosed.entries()) group[kind] += counts[index] ?? 0
      for (const kind of ofStanding) if (standing === kind) group[kind] += closed
      if (tier !== undefined) group.byTier[tier]! += closed
    }
  }
}

interface CountedGroup {
  category: number | null
  solvedTier: number | null
  listTier: number | null
  counts: number[]
}

interface CountQuestion {
  listed: readonly Listed[]
  which: 'reported' | 'closed'
  /** columns of `f`; the category says which line they are on */
  by: readonly Sql[]
  /** what is to be true of a ticket beside what all of them are; null where that is nothing */
  counts: readonly (Sql | null)[]
}

/** How many tickets `f` meet each condition, by category and whatever else is told of their tiers. */
async function counted(
  asking: Asking,
  filter: Filter,
  { listed, which, by, counts }: CountQuestion,
): Promise<CountedGroup[]> {
  const numbers = counts.map((condition) => (condition ? countIf(condition) : sql`count(*)`))
  const select = sql`SELECT ${join(by)}, [${join(numbers)}] AS counts FROM f GROUP BY ${join(by)}`
  const rows = await asking.store.read(ofLists(asking, filter, { listed, which, select }), asking)
  return rows.map((row) => ({
    category: numberOrNull(row.category),
    solvedTier: numberOrNull(row.solved_tier ?? null),
    listTier: numberOrNull(row.list_tier ?? null),
    counts: Array.isArray(row.counts) ? row.counts.map(number) : [],
  }))
}

const secondsAnHour = 3600

/** Median and ninth decile of the handling of closed tickets of each line, and of each list. */
async function timesOf(
  asking: Asking,
  filter: Filter,
  listed: readonly Listed[],
): Promise<Map<string, Pick<Counts, 'median' | 'p90'>>> {
  const select = sql`
    SELECT f.list, f.line, quantile_cont(f.seconds, [0.5e0, 0.9e0]) AS seconds
    FROM f WHERE f.list >= 0 AND f.seconds IS NOT NULL GROUP BY GROUPING SETS ((f.list, f.line), (f.list))`
  const rows = await asking.store.read(ofLists(asking, filter, { listed, which: 'closed', select }), asking)
  const hours = (row: Row, place: number) => {
    const seconds = Array.isArray(row.seconds) ? numberOrNull(row.seconds[place]) : null
    return seconds === null ? null : seconds / secondsAnHour
  }
  return new Map(
    rows.map((row) => [
      timeKey(number(row.list), numberOrNull(row.line)),
      { median: hours(row, 0), p90: hours(row, 1) },
    ]),
  )
}

const timeKey = (list: number | null, line: number | null) => `${list} ${line}`

/** The counts of a line without tickets. */
export function nothing(tiers: number): Counts {
  const kinds = [...ofReports, ...ofClosed, ...ofStanding]
  const none = Object.fromEntries(kinds.map((kind) => [kind, 0])) as Record<Kind, number>
  return { ...none, byTier: Array.from({ length: tiers + 1 }, () => 0), median: null, p90: null }
}
