import type { Filter } from '@grid/data/contract'
import { clockWithin, wasWork } from '../centre/index.ts'
import { type Asking, asOfOf, basisOf, predicateOf } from '../filter/index.ts'
import { tierRanks } from '../intake/index.ts'
import { momentOf } from '../measures/index.ts'
import { all, type Sql, sql } from '../store/index.ts'

/** Tickets `t` of a filter closed in its period, or by its instant where that comes first. */
export function closedIn(asking: Asking, filter: Filter): Sql {
  const { period } = basisOf(asking, filter)
  const { fromAt, until } = momentOf(period, asOfOf(asking, filter), asking.centre.pack.timeZone)
  return all([
    predicateOf(asking, filter),
    wasWork,
    sql`t.status = 'closed' AND ${clockWithin('closed', '<', until)}`,
    fromAt === null ? sql`TRUE` : clockWithin('closed', '>=', fromAt),
  ])
}

/** An expression of a `WITH`: `rank (tier, rank)`, how high each tier stands. */
export function ranksOf({ centre: { pack, tiers } }: Asking): Sql {
  const ranked = [...tierRanks(pack.tiers)].flatMap(([id, rank]) => {
    const tier = tiers.withId(id)
    return tier ? [{ tier: tier.key, rank }] : []
  })
  return sql`rank AS (
    SELECT unnest(CAST(${ranked.map(({ tier }) => tier)} AS USMALLINT[])) AS tier,
      unnest(CAST(${ranked.map(({ rank }) => rank)} AS INTEGER[])) AS rank
  )`
}
