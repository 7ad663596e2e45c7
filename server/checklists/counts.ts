import type { Filter } from '@grid/data/contract'
import { number, numberOrNull, truth } from '../centre/index.ts'
import type { Asking } from '../filter/index.ts'
import { countIf, join, type Sql, sql } from '../store/index.ts'
import type { Listed } from './listed.ts'
import { conditionsOf, ticketsOfLists } from './tickets-of-lists.ts'

const counted = [
  'reported',
  'told',
  'closed',
  'solvedAt',
  'below',
  'above',
  'beside',
  'escalated',
  'pushedDown',
  'led',
  'otherLead',
  'due',
  'onTime',
  'timed',
] as const

/** How many tickets of a line or a list there are of each kind; `told` are those whose log tells tiers. */
export type Counts = Record<(typeof counted)[number], number> & {
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

const secondsAnHour = 3600

/** Everything that is counted of the lists, in one scan of the tickets. Lines without any ticket are left out. */
export async function countLists(
  asking: Asking,
  filter: Filter,
  listed: readonly Listed[],
): Promise<Counted[]> {
  const { store, centre, signal } = asking
  const conditions = conditionsOf(centre)
  const { closed } = conditions
  const amounts: Record<(typeof counted)[number], Sql> = {
    ...conditions,
    due: sql`${closed} AND f.due_at IS NOT NULL`,
    timed: sql`${closed} AND f.seconds IS NOT NULL`,
  }
  const byTier = [
    ...centre.tiers.members.map(({ key }) => sql`f.solved_tier = ${key}`),
    sql`f.solved_tier IS NULL`,
  ].map((tier) => countIf(sql`${closed} AND ${tier}`))
  const quantile = (share: number) =>
    sql`quantile_cont(f.seconds, CAST(${share} AS DOUBLE)) FILTER (WHERE ${amounts.timed}) / ${secondsAnHour}`
  const rows = await store.read(
    sql`WITH ${ticketsOfLists(asking, filter, listed)}
      SELECT f.list, f.line, f.loose, GROUPING(f.line) = 1 AS whole,
        [${join(counted.map((name) => countIf(amounts[name])))}] AS counts, [${join(byTier)}] AS by_tier,
        ${quantile(0.5)} AS median, ${quantile(0.9)} AS p90
      FROM (SELECT *, CASE WHEN list < 0 THEN category END AS loose FROM f) f
      GROUP BY GROUPING SETS ((f.list, f.line, f.loose), (f.list))
      ORDER BY ALL`,
    { signal },
  )
  return rows.flatMap((row) => {
    const list = number(row.list)
    const whole = truth(row.whole)
    if (list < 0 && whole) return []
    const cells = Array.isArray(row.counts) ? row.counts.map(number) : []
    const of = (name: (typeof counted)[number]) => cells[counted.indexOf(name)] ?? 0
    return [
      {
        list: list < 0 ? null : list,
        line: whole || list < 0 ? null : number(row.line),
        category: numberOrNull(row.loose),
        counts: {
          ...countsOf(of),
          byTier: Array.isArray(row.by_tier) ? row.by_tier.map(number) : [],
          median: numberOrNull(row.median),
          p90: numberOrNull(row.p90),
        },
      },
    ]
  })
}

/** The counts of a line without tickets. */
export function nothing(tiers: number): Counts {
  return {
    ...countsOf(() => 0),
    byTier: Array.from({ length: tiers + 1 }, () => 0),
    median: null,
    p90: null,
  }
}

function countsOf(of: (name: (typeof counted)[number]) => number): Record<(typeof counted)[number], number> {
  return {
    reported: of('reported'),
    told: of('told'),
    closed: of('closed'),
    solvedAt: of('solvedAt'),
    below: of('below'),
    above: of('above'),
    beside: of('beside'),
    escalated: of('escalated'),
    pushedDown: of('pushedDown'),
    led: of('led'),
    otherLead: of('otherLead'),
    due: of('due'),
    onTime: of('onTime'),
    timed: of('timed'),
  }
}
