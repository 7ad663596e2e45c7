import type { Filter, FlowFront, FrontCount } from '@grid/data/contract'
import { number, numberOrNull } from '../centre/index.ts'
import type { Asking } from '../filter/index.ts'
import { basisOf } from '../filter/index.ts'
import { quotient } from '../measures/index.ts'
import { type Row, type Sql, sql } from '../store/index.ts'
import { closedIn, ranksOf } from './listed.ts'

const noLists = {
  en: 'No closed ticket is on a checklist, so no tier is named that should have solved it.',
  zh: '没有结案工单列入清单，无从判断应由哪一层级解决。',
}

const countIf = (condition: Sql) => sql`coalesce(sum(n) FILTER (WHERE ${condition}), 0)`

/**
 * Closed tickets solved at the tier that their checklist names, or below it, without having been above: at the front.
 * The others went round above it, or were solved above or beside it.
 */
export async function flowFront(asking: Asking, filter: Filter): Promise<FlowFront> {
  const { store, centre, signal } = asking
  const rows = await store.read(
    // few ways are gone by many: each is held against the lists once
    sql`WITH ${ranksOf(asking)},
      c AS MATERIALIZED (
        SELECT t.list_tier, t.category, t.solved_tier, coalesce(t.tier_way, '') AS way, count(*) AS n
        FROM ticket t WHERE ${closedIn(asking, filter)} GROUP BY ALL
      ),
      above AS (
        SELECT DISTINCT w.way, w.list_tier
        FROM (SELECT way, list_tier, unnest(string_split(way, '>')) AS step FROM c WHERE way <> '') w
          JOIN rank h ON h.tier = CAST(w.step AS USMALLINT) JOIN rank l ON l.tier = w.list_tier
        WHERE h.rank > l.rank
      ),
      judged AS (
        SELECT c.list_tier, c.category, c.n, c.list_tier IS NULL AS unlisted,
          c.list_tier IS NOT NULL AND (c.way = '' OR c.solved_tier IS NULL) AS untold,
          CASE WHEN c.list_tier IS NULL OR c.way = '' OR c.solved_tier IS NULL THEN NULL
            WHEN c.solved_tier = c.list_tier OR v.rank < l.rank
              THEN CASE WHEN a.way IS NOT NULL THEN 'roundabout' ELSE 'front' END
            WHEN v.rank > l.rank THEN 'above' ELSE 'beside' END AS where_solved
        FROM c LEFT JOIN rank l ON l.tier = c.list_tier LEFT JOIN rank v ON v.tier = c.solved_tier
          LEFT JOIN above a ON a.way = c.way AND a.list_tier = c.list_tier
      )
      SELECT GROUPING(list_tier) + 2 * GROUPING(category) AS level, list_tier, category,
        ${countIf(sql`unlisted`)} AS unlisted, ${countIf(sql`untold`)} AS untold,
        ${countIf(sql`where_solved IS NOT NULL`)} AS told, ${countIf(sql`where_solved = 'front'`)} AS front,
        ${countIf(sql`where_solved = 'roundabout'`)} AS roundabout,
        ${countIf(sql`where_solved = 'above'`)} AS above, ${countIf(sql`where_solved = 'beside'`)} AS beside
      FROM judged GROUP BY GROUPING SETS ((list_tier, category), (list_tier), ())`,
    { signal },
  )
  const whole = rows.find((row) => row.level === 3)
  const tierOf = (row: Row) => centre.tiers.idOf(numberOrNull(row.list_tier))
  const told = (level: number) => rows.filter((row) => row.level === level && number(row.told) > 0)
  return {
    ...basisOf(asking, filter),
    total: countOf(whole),
    unlisted: number(whole?.unlisted ?? 0),
    untold: number(whole?.untold ?? 0),
    tiers: told(2)
      .flatMap((row) => named(tierOf(row), (tier) => ({ tier, ...countOf(row) })))
      .sort((a, b) => centre.tiers.ids.indexOf(a.tier) - centre.tiers.ids.indexOf(b.tier)),
    categories: told(0)
      .flatMap((row) =>
        named(tierOf(row), (tier) =>
          named(centre.categories.idOf(numberOrNull(row.category)), (category) => ({
            category,
            tier,
            ...countOf(row),
          })),
        ).flat(),
      )
      .sort((a, b) => b.figure.n - a.figure.n || (a.category < b.category ? -1 : 1)),
    reason: whole && number(whole.told) + number(whole.untold) > 0 ? null : noLists,
  }
}

function named<T>(id: string | null, answer: (id: string) => T): T[] {
  return id === null ? [] : [answer(id)]
}

function countOf(row: Row | undefined): FrontCount {
  return {
    figure: quotient(number(row?.front ?? 0), number(row?.told ?? 0)),
    roundabout: number(row?.roundabout ?? 0),
    above: number(row?.above ?? 0),
    beside: number(row?.beside ?? 0),
  }
}
