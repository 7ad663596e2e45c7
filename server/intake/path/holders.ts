import { sql } from '../../store/index.ts'

/** Kinds of events that hand a ticket to somebody; a helper who is co-assigned does not hold it. */
const handing = sql`('dispatched', 'transferred', 'escalated', 'returned')`
const moving = sql`('dispatched', 'transferred', 'escalated', 'returned', 'reworked', 'reopened')`

/** `path_line`, the logs of the tickets in `path_ticket`: a tier that a line does not name is that of its unit. */
const lines = sql`path_line AS MATERIALIZED (
    SELECT e.ticket, e.seq, e.happened_at, e.kind, e.from_unit, e.to_unit, e.reason,
      coalesce(e.from_tier, f.tier) AS from_tier, coalesce(e.to_tier, t.tier) AS to_tier
    FROM event e JOIN path_ticket p ON p.ticket = e.ticket
      LEFT JOIN unit f ON f.key = e.from_unit LEFT JOIN unit t ON t.key = e.to_unit)`

/**
 * Two expressions of a `WITH`: the logs of the tickets in `path_ticket`, and made of them `path_holder` (ticket, seq, happened_at, kind, unit, tier, giver, giver_tier, start, own, desk,
 * reason): who held a ticket, one after another; `own` is the unit of a line from it to itself, `desk` who dispatched it first.
 *
 * The first holder is who the first dispatch gave it to; where it was handed on without one, who had it until then.
 * What the desk did before, reporting and filing, is reception. A line from a unit to itself moves no unit, but may
 * move the ticket to another tier that the unit acts for.
 */
export const heldLogs = sql`${lines}, path_holder AS MATERIALIZED (
    WITH begun AS (
      SELECT *, CASE WHEN first_kind = 'dispatched' THEN first_seq END AS dispatch_seq FROM (
        SELECT ticket, min(seq) FILTER (kind IN ${handing}) AS first_seq,
          arg_min(kind, seq) FILTER (kind IN ${handing}) AS first_kind
        FROM path_line GROUP BY ticket)
    ),
    undispatched AS (
      SELECT l.ticket, min(l.happened_at) AS happened_at,
        coalesce(
          arg_max(l.to_unit, l.seq) FILTER (l.kind NOT IN ${handing} AND l.kind <> 'co_assigned'
            AND (b.first_seq IS NULL OR l.seq < b.first_seq)),
          arg_min(l.from_unit, l.seq) FILTER (l.seq = b.first_seq),
          arg_min(l.from_unit, l.seq) FILTER (l.kind IN ('signed', 'contacted', 'handled'))
        ) AS unit,
        coalesce(
          arg_max(l.to_tier, l.seq) FILTER (l.kind NOT IN ${handing} AND l.kind <> 'co_assigned'
            AND (b.first_seq IS NULL OR l.seq < b.first_seq)),
          arg_min(l.from_tier, l.seq) FILTER (l.seq = b.first_seq),
          arg_min(l.from_tier, l.seq) FILTER (l.kind IN ('signed', 'contacted', 'handled'))
        ) AS tier
      FROM path_line l JOIN begun b ON b.ticket = l.ticket
      WHERE b.dispatch_seq IS NULL
      GROUP BY l.ticket
    ),
    held AS (
      SELECT ticket, -1 AS seq, happened_at, CAST('reported' AS event_kind) AS kind, unit, tier,
        CAST(NULL AS USMALLINT) AS from_tier, TRUE AS start, CAST(NULL AS USMALLINT) AS own, CAST(NULL AS USMALLINT) AS desk,
        CAST(NULL AS VARCHAR) AS reason
      FROM undispatched
      UNION ALL
      SELECT l.ticket, l.seq, l.happened_at, l.kind,
        CASE WHEN l.from_unit = l.to_unit AND l.seq IS DISTINCT FROM b.dispatch_seq THEN NULL ELSE l.to_unit END,
        l.to_tier, l.from_tier, l.seq IS NOT DISTINCT FROM b.dispatch_seq,
        CASE WHEN l.from_unit = l.to_unit AND l.seq IS DISTINCT FROM b.dispatch_seq THEN l.to_unit END,
        CASE WHEN l.seq = b.dispatch_seq AND l.from_unit IS DISTINCT FROM l.to_unit THEN l.from_unit END, l.reason
      FROM path_line l JOIN begun b ON b.ticket = l.ticket
      WHERE l.kind IN ${moving} AND (b.dispatch_seq IS NULL OR l.seq >= b.dispatch_seq)
    )
    SELECT ticket, seq, happened_at, kind, unit, tier, start, own, desk, reason,
      coalesce(from_tier, lag(tier IGNORE NULLS) OVER following) AS giver_tier,
      lag(unit IGNORE NULLS) OVER following AS giver
    FROM held WINDOW following AS (PARTITION BY ticket ORDER BY seq))`
