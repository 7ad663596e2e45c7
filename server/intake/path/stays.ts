import { markOf } from '../../centre/index.ts'
import { type Sql, sql } from '../../store/index.ts'
import { heldLogs } from './holders.ts'
import type { Setting } from './setting.ts'

/** Seconds are kept in 32 bits. */
export const mostSeconds = 2_147_483_647

/** Lines that end a stay, and those that tell more of it. */
const ending = sql`('handled', 'closed')`
const telling = sql`('signed', 'handled', 'verified', 'closed')`

/** From one instant to another; null where they contradict. */
export const between = (from: Sql, to: Sql) =>
  sql`CASE WHEN ${to} >= ${from} THEN least(date_diff('second', ${from}, ${to}), ${mostSeconds}) END`

/** What is left of a time without a suspension; unknown where the time is: the engine's greatest passes over nulls. */
const atWork = (time: Sql, paused: Sql) =>
  sql`CASE WHEN ${time} IS NOT NULL THEN greatest(0, ${time} - coalesce(${paused}, 0)) END`

/**
 * The stays of the tickets in `path_ticket` with one holder after another, as a temporary table `path_stay` with the
 * columns of `stay`. It is made by one statement: a table that is dropped is there until its transaction ends, and what an
 * expression gathers is gone with its statement.
 *
 * A line that gives the ticket begins a stay where it names another unit or tier than the last one told, or where the
 * stay before had ended (a rework). One that names nobody moves nothing.
 */
export function stayTable({ ranks }: Setting): Sql {
  return sql`CREATE OR REPLACE TEMP TABLE path_stay AS WITH ${heldLogs}, ${entries}, ${pauses}, ${told} ${stays(ranks)}`
}

/** Every line that gives the ticket or tells of its stay; `opens` a stay; `holder` after a line that moves it. */
const entries = sql`path_entry AS MATERIALIZED (
  WITH given AS (
    SELECT *, lag(tier IGNORE NULLS) OVER following AS last_tier FROM path_holder
    WINDOW following AS (PARTITION BY ticket ORDER BY seq)
  ),
  moved AS (
    SELECT *, unit IS NOT NULL AND unit IS DISTINCT FROM giver AS other_unit,
      tier IS NOT NULL AND tier IS DISTINCT FROM last_tier AS other_tier
    FROM given
  ),
  mixed AS (
    SELECT ticket, seq, happened_at, kind, TRUE AS gives, start OR other_unit OR other_tier AS moves, start,
      CASE WHEN start OR other_unit OR other_tier THEN {
        unit: CASE WHEN own = giver THEN giver ELSE unit END,
        tier: CASE WHEN tier IS NULL AND NOT other_unit THEN last_tier ELSE tier END
      } END AS holder,
      CASE WHEN start THEN desk ELSE giver END AS from_unit,
      CASE WHEN start THEN giver_tier ELSE coalesce(last_tier, giver_tier) END AS from_tier, reason
    FROM moved
    UNION ALL BY NAME
    SELECT ticket, seq, happened_at, kind, FALSE AS gives, FALSE AS moves, FALSE AS start, from_unit, to_unit
    FROM path_line WHERE kind IN ${telling}
  ),
  followed AS (
    SELECT *, max(seq) FILTER (gives) OVER earlier AS given_seq,
      max(seq) FILTER (kind IN ${ending}) OVER earlier AS ended_seq
    FROM mixed
    WINDOW earlier AS (PARTITION BY ticket ORDER BY seq ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
  )
  SELECT *, gives AND (moves OR coalesce(ended_seq > given_seq, FALSE)) AS opens FROM followed)`

/** From when to when a ticket was suspended; null while it is. Whatever gives or ends it puts it to work again. */
const pauses = sql`path_pause AS MATERIALIZED (
  SELECT ticket, happened_at AS paused_at, resumed_at FROM (
    SELECT *, lead(happened_at) OVER following AS resumed_at FROM (
      SELECT ticket, seq, happened_at, kind, lag(kind) OVER (PARTITION BY ticket ORDER BY seq) AS kind_before
      FROM path_line
      WHERE kind IN ('suspended', 'resumed', 'dispatched', 'transferred', 'escalated', 'returned', 'handled',
          'reworked', 'reopened', 'closed')
        AND ticket IN (SELECT ticket FROM path_line WHERE kind = 'suspended')
    ) WHERE kind <> 'suspended' OR kind_before IS DISTINCT FROM 'suspended'
    WINDOW following AS (PARTITION BY ticket ORDER BY seq)
  ) WHERE kind = 'suspended')`

/** One row a stay that the log tells. The signature of a helper is not the holder's. */
const told = sql`path_told AS MATERIALIZED (
  WITH numbered AS (
    SELECT *, count(*) FILTER (opens) OVER upto - 1 AS nth, last_value(holder IGNORE NULLS) OVER upto AS held
    FROM path_entry
    WINDOW upto AS (PARTITION BY ticket ORDER BY seq ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
  ),
  marked AS (
    SELECT *, kind = 'signed' AND NOT gives AND (held.unit IS NULL OR (from_unit IS NULL AND to_unit IS NULL)
      OR coalesce(from_unit = held.unit, FALSE) OR coalesce(to_unit = held.unit, FALSE)) AS signs
    FROM numbered WHERE nth >= 0
  ),
  gathered AS (
    -- one line opens a stay
    SELECT ticket, nth, any_value({held: held, kind: kind, received_at: happened_at, handed: moves AND NOT start,
        from_unit: from_unit, from_tier: from_tier, reason: reason}) FILTER (opens) AS begun,
      min(seq) FILTER (kind IN ${ending} AND NOT gives) AS ended_seq,
      arg_min({instant: happened_at, kind: kind}, seq) FILTER (kind IN ${ending} AND NOT gives) AS ended,
      arg_min({instant: happened_at, seq: seq}, seq) FILTER (signs) AS signed,
      arg_max({instant: happened_at, seq: seq}, seq) FILTER (kind = 'verified') AS verified,
      arg_min(happened_at, seq) FILTER (kind = 'closed') AS closed_at
    FROM marked GROUP BY ticket, nth
  )
  SELECT g.ticket, nth, begun.kind AS kind, begun.handed AS handed, begun.from_unit AS from_unit,
    begun.from_tier AS from_tier, begun.held.unit AS unit, begun.held.tier AS tier, begun.reason AS reason,
    begun.received_at AS received_at,
    CASE WHEN signed.seq < ended_seq OR ended_seq IS NULL THEN signed.instant END AS signed_at,
    coalesce(ended.instant, lead(begun.received_at) OVER following, p.handled_at, p.closed_at) AS left_at,
    coalesce(CAST(ended.kind AS VARCHAR), CAST(lead(begun.kind) OVER following AS VARCHAR),
      CASE WHEN p.handled_at IS NOT NULL THEN 'handled' WHEN p.closed_at IS NOT NULL THEN 'closed' END) AS left_by,
    CASE WHEN verified.seq > ended_seq THEN verified.instant END AS verified_at,
    CASE WHEN ended_seq IS NOT NULL OR lead(nth) OVER following IS NULL
      THEN coalesce(g.closed_at, lead(begun.received_at) OVER following, p.closed_at) END AS done_at, p.no_work
  FROM gathered g JOIN path_ticket p ON p.ticket = g.ticket
  WINDOW following AS (PARTITION BY g.ticket ORDER BY nth))`

/** Stays with another holder than the last one told; `back` is one with the last but one. */
const steps = (holder: Sql) => sql`
  SELECT ticket, nth, ${holder} = lag(${holder}, 2) OVER (PARTITION BY ticket ORDER BY nth) AS back FROM (
    SELECT ticket, nth, ${holder}, lag(${holder} IGNORE NULLS) OVER (PARTITION BY ticket ORDER BY nth) AS last_told
    FROM path_told
  ) WHERE ${holder} IS NOT NULL AND ${holder} IS DISTINCT FROM last_told`

/** Whether an earlier stay of the ticket has the same. */
const again = (what: Sql) => sql`row_number() OVER (PARTITION BY ticket, ${what} ORDER BY nth) > 1`

function stays(ranks: Sql): Sql {
  const end = sql`coalesce(s.signed_at, s.left_at)`
  const paused = (from: Sql, to: Sql) =>
    sql`sum(greatest(0, date_diff('second', greatest(${from}, p.paused_at), least(${to}, coalesce(p.resumed_at, ${to})))))`
  return sql`SELECT * FROM (
    WITH rank AS (${ranks}),
    paused AS (
      SELECT s.ticket, s.nth, ${paused(sql`s.received_at`, end)} AS waiting,
        ${paused(sql`s.signed_at`, sql`s.left_at`)} FILTER (s.signed_at IS NOT NULL) AS working
      FROM path_told s JOIN path_pause p ON p.ticket = s.ticket
      WHERE p.paused_at < s.left_at AND coalesce(p.resumed_at > s.received_at, TRUE)
      GROUP BY s.ticket, s.nth
    ),
    unit_step AS (${steps(sql`unit`)}),
    tier_step AS (${steps(sql`tier`)}),
    -- most tickets have one stay, and nothing to come back to
    again AS (
      SELECT ticket, nth, ${markOf('unit', again(sql`unit`))} + ${markOf('tier', again(sql`tier`))}
        + ${markOf('unitLink', sql`handed AND ${again(sql`handed, from_unit, unit`)}`)}
        + ${markOf('tierLink', sql`handed AND ${again(sql`handed, from_tier, tier`)}`)} AS again
      FROM path_told WHERE ticket IN (SELECT ticket FROM path_told WHERE nth = 1)
    ),
    timed AS (
      SELECT s.*, ${atWork(between(sql`s.received_at`, end), sql`p.waiting`)} AS waiting_seconds,
        ${atWork(between(sql`s.signed_at`, sql`s.left_at`), sql`p.working`)} AS working_seconds,
        least(coalesce(p.waiting, 0) + coalesce(p.working, 0), ${mostSeconds}) AS paused_seconds,
        sign(r.rank - f.rank) AS climb, u.nth IS NOT NULL AS unit_step, t.nth IS NOT NULL AS tier_step,
        coalesce(u.back, FALSE) AS unit_back, coalesce(t.back, FALSE) AS tier_back, a.again
      FROM path_told s LEFT JOIN paused p ON p.ticket = s.ticket AND p.nth = s.nth
        LEFT JOIN unit_step u ON u.ticket = s.ticket AND u.nth = s.nth
        LEFT JOIN tier_step t ON t.ticket = s.ticket AND t.nth = s.nth
        LEFT JOIN again a ON a.ticket = s.ticket AND a.nth = s.nth
        LEFT JOIN rank r ON r.tier = s.tier LEFT JOIN rank f ON f.tier = s.from_tier
    )
    SELECT ticket, CAST(nth AS UINTEGER) AS nth, CAST(kind AS event_kind) AS kind, handed, from_unit, from_tier,
      unit, tier, CAST(climb AS TINYINT) AS climb, unit_step, tier_step, unit_back, tier_back,
      CAST(coalesce(again, 0) + ${markOf('noWork', sql`no_work`)}
        + ${markOf('followed', sql`lead(nth) OVER following IS NOT NULL`)} AS UTINYINT) AS again, reason, received_at,
      max(received_at) OVER following AS known_at, signed_at, left_at,
      CAST(left_by AS event_kind) AS left_by, verified_at, done_at,
      CASE WHEN left_at >= received_at OR left_at IS NULL THEN CAST(waiting_seconds AS INTEGER) END AS waiting_seconds,
      CASE WHEN left_at >= received_at AND signed_at >= received_at THEN CAST(working_seconds AS INTEGER) END
        AS working_seconds,
      CAST(paused_seconds AS INTEGER) AS paused_seconds,
      CAST(CASE WHEN handed THEN lag(waiting_seconds + coalesce(working_seconds, 0)) OVER following END AS INTEGER)
        AS before_seconds
    FROM timed
    WHERE ticket IN (SELECT ticket FROM path_told WHERE coalesce(unit, tier) IS NOT NULL)
    WINDOW following AS (PARTITION BY ticket ORDER BY nth)
  ) ORDER BY ticket, nth`
}
