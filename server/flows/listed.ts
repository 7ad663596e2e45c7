import type { Filter } from '@grid/data/contract'
import { wasWork } from '../centre/index.ts'
import { type Asking, asOfOf, basisOf, predicateOf } from '../filter/index.ts'
import { tierRanks } from '../intake/index.ts'
import { momentOf } from '../measures/index.ts'
import { instant, type Sql, sql } from '../store/index.ts'

/**
 * Two expressions of a `WITH`: `rank (tier, rank)`, and `f`, the tickets of a filter closed in its period with what their
 * checklist names: `list_tier` and `list_rank`, null on no list; `solved_tier` and `solved_rank`; `way_known`, whether the
 * log names tiers; and `was_above`, whether it was above the list's tier on its way.
 */
export function closedOnLists(asking: Asking, filter: Filter): Sql {
  const { pack, tiers } = asking.centre
  const { period } = basisOf(asking, filter)
  const { fromAt, until } = momentOf(period, asOfOf(asking, filter), pack.timeZone)
  const ranked = [...tierRanks(pack.tiers)].flatMap(([id, rank]) => {
    const tier = tiers.withId(id)
    return tier ? [{ tier: tier.key, rank }] : []
  })
  const since = fromAt === null ? sql`TRUE` : sql`t.closed_at >= ${instant(fromAt)}`
  return sql`
    rank AS (
      SELECT unnest(CAST(${ranked.map(({ tier }) => tier)} AS USMALLINT[])) AS tier,
        unnest(CAST(${ranked.map(({ rank }) => rank)} AS INTEGER[])) AS rank
    ),
    c AS NOT MATERIALIZED (
      SELECT t.key, t.category, t.list_tier, t.solved_tier, t.tier_way, t.hand_offs, t.reported_at, t.closed_at
      FROM ticket t
      WHERE ${predicateOf(asking, filter)} AND ${wasWork} AND t.status = 'closed' AND t.closed_at < ${instant(until)}
        AND ${since}
    ),
    up AS (
      SELECT DISTINCT s.ticket FROM stay s JOIN c ON c.key = s.ticket
        JOIN rank h ON h.tier = s.tier JOIN rank l ON l.tier = c.list_tier
      WHERE h.rank > l.rank
    ),
    f AS (
      SELECT c.*, l.rank AS list_rank, v.rank AS solved_rank, coalesce(c.tier_way, '') <> '' AS way_known,
        up.ticket IS NOT NULL AS was_above
      FROM c LEFT JOIN rank l ON l.tier = c.list_tier LEFT JOIN rank v ON v.tier = c.solved_tier
        LEFT JOIN up ON up.ticket = c.key
    )`
}
