import { type Sql, sql } from '../../store/index.ts'
import type { Setting } from './setting.ts'
import { between, mostSeconds } from './stays.ts'

/**
 * `path_stay` and `ticket_path` where no ticket in `path_ticket` has a log, as with tickets that have just been reported:
 * what the general statements come to then, in a tenth of the time.
 */
export const unloggedStays = sql`CREATE OR REPLACE TEMP TABLE path_stay AS
  SELECT ticket, CAST(0 AS UINTEGER) AS nth, CAST('reported' AS event_kind) AS kind, FALSE AS handed,
    CAST(NULL AS USMALLINT) AS from_unit, CAST(NULL AS USMALLINT) AS from_tier, unit, tier,
    CAST(NULL AS TINYINT) AS climb, FALSE AS unit_step, FALSE AS tier_step, FALSE AS unit_back, FALSE AS tier_back,
    CAST(NULL AS VARCHAR) AS reason, received_at, received_at AS known_at, signed_at, left_at,
    CAST(left_by AS event_kind) AS left_by, verified_at, closed_at AS done_at,
    CASE WHEN left_at >= received_at OR left_at IS NULL
      THEN CAST(${between(sql`received_at`, sql`coalesce(signed_at, left_at)`)} AS INTEGER) END
      AS waiting_seconds,
    CASE WHEN left_at >= received_at AND signed_at >= received_at
      THEN CAST(${between(sql`signed_at`, sql`left_at`)} AS INTEGER) END AS working_seconds,
    CAST(0 AS INTEGER) AS paused_seconds, CAST(NULL AS INTEGER) AS before_seconds, TRUE AS derived
  FROM (
    SELECT *, coalesce(dispatched_at, reported_at) AS received_at, coalesce(handled_at, closed_at) AS left_at,
      CASE WHEN handled_at IS NOT NULL THEN 'handled' WHEN closed_at IS NOT NULL THEN 'closed' END AS left_by
    FROM path_ticket WHERE returns = 0 AND transfers = 0 AND coalesce(unit, tier) IS NOT NULL
  ) ORDER BY ticket`

/** Needs {@link unloggedStays}. */
export function unloggedPaths({ ranks, listings }: Setting): Sql {
  const never = sql`CAST(NULL AS TIMESTAMP)`
  return sql`CREATE OR REPLACE TEMP TABLE ticket_path AS
    WITH rank AS (${ranks}), listing AS (${listings})
    SELECT p.ticket, FALSE AS logged, CAST(NULL AS USMALLINT) AS first_tier, CAST(NULL AS USMALLINT) AS hand_offs,
      CAST(NULL AS USMALLINT) AS ping_pongs, ${never} AS bounced_at, ${never} AS escalated_at,
      ${never} AS beyond_list_at, ${never} AS pushed_down_at, ${never} AS joined_at, ${never} AS reopened_at,
      CASE WHEN p.returns > 0 THEN p.reported_at END AS returned_at,
      CASE WHEN p.reworks > 0 THEN p.reported_at END AS reworked_at,
      CASE WHEN p.reworks >= 3 THEN p.reported_at END AS problem_at,
      l.list_tier, s.rank < r.rank AS below_list,
      CASE WHEN y.waiting_seconds IS NOT NULL AND y.tier = coalesce(p.solved_tier, y.tier)
        THEN least(y.waiting_seconds + coalesce(y.working_seconds, 0), ${mostSeconds}) END AS tier_seconds,
      CAST(NULL AS VARCHAR) AS tier_way, CAST(NULL AS VARCHAR) AS unit_way, ${never} AS moved_at
    FROM path_ticket p LEFT JOIN listing l ON l.category = p.category LEFT JOIN rank r ON r.tier = l.list_tier
      LEFT JOIN rank s ON s.tier = p.solved_tier LEFT JOIN path_stay y ON y.ticket = p.ticket`
}
