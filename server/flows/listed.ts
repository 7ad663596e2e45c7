import type { Filter } from '@grid/data/contract'
import { type Asking, asOfOf, basisOf, predicateOf } from '../filter/index.ts'
import { tierRanks } from '../intake/index.ts'
import { closedIn as closedAt, momentOf } from '../measures/index.ts'
import { all, type Sql, sql } from '../store/index.ts'

/** Tickets `t` of a filter closed in its period, or by its instant where that comes first; it is known when. */
export function closedIn(asking: Asking, filter: Filter): Sql {
  const { period } = basisOf(asking, filter)
  const moment = momentOf(period, asOfOf(asking, filter), asking.centre.pack.timeZone)
  return all([
    predicateOf(asking, filter),
    ...closedAt(moment),
    ...(period ? [] : [sql`t.closed_s IS NOT NULL`]),
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
