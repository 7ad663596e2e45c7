import type { Filter, FlowFront, FrontCount } from '@grid/data/contract'
import { number, numberOrNull } from '../centre/index.ts'
import type { Asking } from '../filter/index.ts'
import { basisOf } from '../filter/index.ts'
import { quotient } from '../measures/index.ts'
import { type Row, sql } from '../store/index.ts'
import { closedOnLists } from './listed.ts'

const noLists = {
  en: 'No closed ticket is on a checklist, so no tier is named that should have solved it.',
  zh: '没有结案工单列入清单，无从判断应由哪一层级解决。',
}

/**
 * Closed tickets solved at the tier that their checklist names, or below it, without having been above: at the front.
 * The others went round above it, or were solved above or beside it.
 */
export async function flowFront(asking: Asking, filter: Filter): Promise<FlowFront> {
  const { store, centre, signal } = asking
  const rows = await store.read(
    sql`WITH ${closedOnLists(asking, filter)}, judged AS (
        SELECT list_tier, category, list_tier IS NULL AS unlisted,
          list_tier IS NOT NULL AND (NOT way_known OR solved_tier IS NULL) AS untold,
          CASE WHEN list_tier IS NULL OR NOT way_known OR solved_tier IS NULL THEN NULL
            WHEN solved_tier = list_tier OR solved_rank < list_rank THEN CASE WHEN was_above THEN 'roundabout' ELSE 'front' END
            WHEN solved_rank > list_rank THEN 'above' ELSE 'beside' END AS where_solved
        FROM f)
      SELECT GROUPING(list_tier) + 2 * GROUPING(category) AS level, list_tier, category,
        count(*) FILTER (WHERE unlisted) AS unlisted, count(*) FILTER (WHERE untold) AS untold,
        count(where_solved) AS told, count(*) FILTER (WHERE where_solved = 'front') AS front,
        count(*) FILTER (WHERE where_solved = 'roundabout') AS roundabout,
        count(*) FILTER (WHERE where_solved = 'above') AS above, count(*) FILTER (WHERE where_solved = 'beside') AS beside
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
