import { name, oneOf, type Sql, sql } from '../../store/index.ts'
import { heldLogs } from './holders.ts'
import type { Setting } from './setting.ts'
import { aloneSeconds } from './unlogged.ts'

/** Counts are kept in 16 bits. */
const most = 60_000
/** Seconds in 32. */
const longest = 2_147_483_647

/** The keys of one holder after another, repeats collapsed and those not named passed over. */
const wayOf = (holder: 'tier' | 'unit') =>
  sql`coalesce(string_agg(CAST(${name(holder)} AS VARCHAR), '>' ORDER BY nth) FILTER (${name(`${holder}_step`)}), '')`

/**
 * What the paths of the tickets in `path_ticket` come to, one row each, in a temporary table `ticket_path`; made of their
 * logs and `path_stay`. Null is what a log does not tell.
 */
export function pathTable({ ranks, listings, listTiers, centre }: Setting): Sql {
  return sql`CREATE OR REPLACE TEMP TABLE ticket_path AS
    WITH ${heldLogs}, rank AS (${ranks}), listing AS (${listings}),
    about AS (
      SELECT p.*, l.list_tier, l.lead, r.rank AS list_rank
      FROM path_ticket p LEFT JOIN listing l ON l.category = p.category LEFT JOIN rank r ON r.tier = l.list_tier
    ),
    told AS (
      SELECT ticket,
        min(happened_at) FILTER (kind = 'co_assigned' AND (from_unit = to_unit) IS DISTINCT FROM TRUE) AS joined_at,
        min(happened_at) FILTER (kind = 'returned') AS returned_at,
        min(happened_at) FILTER (kind = 'reworked') AS reworked_at,
        min(happened_at) FILTER (kind = 'reopened') AS reopened_at
      FROM path_line GROUP BY ticket
    ),
    -- gathering in order is dear: only where there is something to put in order
    reworked AS (
      SELECT ticket, list_extract(list(happened_at ORDER BY seq), 3) AS thrice_at FROM path_line
      WHERE kind = 'reworked' GROUP BY ticket HAVING count(*) >= 3
    ),
    began AS (
      SELECT h.ticket, h.tier AS first_tier, r.rank AS first_rank
      FROM path_holder h LEFT JOIN rank r ON r.tier = h.tier WHERE h.start
    ),
    step AS (
      SELECT h.ticket, h.happened_at, h.kind, h.tier, h.giver_tier, a.list_tier, a.list_rank, f.first_rank,
        r.rank AS rank, g.rank AS giver_rank
      FROM path_holder h JOIN about a ON a.ticket = h.ticket LEFT JOIN began f ON f.ticket = h.ticket
        LEFT JOIN rank r ON r.tier = h.tier LEFT JOIN rank g ON g.tier = h.giver_tier
      WHERE NOT h.start AND h.kind IN ('dispatched', 'transferred', 'escalated')
    ),
    climb AS (
      SELECT ticket,
        min(happened_at) FILTER (rank > first_rank
          OR (kind = 'escalated' AND (rank IS NULL OR first_rank IS NULL))) AS escalated_at,
        min(happened_at) FILTER (rank > first_rank AND rank > list_rank) AS beyond_list_at,
        min(happened_at) FILTER (kind <> 'escalated' AND rank < giver_rank
          AND giver_tier IS DISTINCT FROM CAST(${centre} AS USMALLINT) AND tier IS DISTINCT FROM list_tier
          AND (list_tier IS NOT NULL OR ${oneOf(sql`tier`, listTiers)})) AS pushed_down_at
      FROM step GROUP BY ticket
    ),
    handed AS (
      SELECT ticket, least(count(*) FILTER (handed AND from_unit <> unit), ${most}) AS hand_offs,
        least(count(*) FILTER (unit_back), ${most}) AS ping_pongs,
        min(received_at) FILTER (unit_back) AS bounced_at
      FROM path_stay GROUP BY ticket HAVING count(unit) > 0
    ),
    way AS (
      SELECT ticket, max(known_at) AS moved_at, count(*) = 1 AS alone,
        any_value(tier) FILTER (tier_step) AS one_tier, any_value(unit) FILTER (unit_step) AS one_unit
      FROM path_stay GROUP BY ticket
    ),
    long_way AS (
      SELECT ticket, ${wayOf('tier')} AS tier_way, ${wayOf('unit')} AS unit_way
      FROM path_stay WHERE ticket IN (SELECT ticket FROM way WHERE NOT alone) GROUP BY ticket
    ),
    -- at the tier that solved it, else the last one told; unknown where one of its stays there is
    lasted AS (
      SELECT ticket, CASE WHEN bool_and(seconds IS NOT NULL) THEN least(sum(seconds), ${longest}) END AS tier_seconds FROM (
        SELECT s.ticket, s.waiting_seconds + coalesce(s.working_seconds, 0) AS seconds
        FROM path_stay s JOIN path_ticket p ON p.ticket = s.ticket
          LEFT JOIN (SELECT ticket, arg_max(tier, nth) AS tier FROM path_stay
            WHERE ticket IN (SELECT ticket FROM path_ticket WHERE solved_tier IS NULL) GROUP BY ticket) l ON l.ticket = s.ticket
        WHERE s.tier = coalesce(p.solved_tier, l.tier)
      ) GROUP BY ticket
    ),
    passer AS (
      SELECT ticket, unit, min(seq) AS seq, min(happened_at) AS happened_at FROM (
        SELECT ticket, seq - 0.5 AS seq, happened_at, giver AS unit FROM path_holder
        WHERE kind = 'transferred' AND unit IS NOT NULL AND giver IS NOT NULL
        UNION ALL
        SELECT ticket, seq, happened_at, unit FROM path_holder WHERE kind = 'transferred' AND unit IS NOT NULL
      ) JOIN unit u ON u.key = unit
      WHERE u.tier IS DISTINCT FROM CAST(${centre} AS USMALLINT)
      GROUP BY ticket, unit
    ),
    passed AS (
      SELECT ticket, list_extract(list(happened_at ORDER BY seq), 3) AS passed_round_at FROM passer
      WHERE ticket IN (SELECT ticket FROM passer GROUP BY ticket HAVING count(*) >= 3) GROUP BY ticket
    ),
    led AS (
      SELECT DISTINCT h.ticket FROM path_holder h JOIN about a ON a.ticket = h.ticket WHERE h.unit = a.lead
    )
    SELECT a.ticket, t.ticket IS NOT NULL AS logged, f.first_tier, h.hand_offs, h.ping_pongs, h.bounced_at,
      c.escalated_at, c.beyond_list_at, c.pushed_down_at, t.joined_at, t.reopened_at,
      -- counts that the row gave without a log hold from the report on
      CASE WHEN a.returns > 0 THEN coalesce(t.returned_at, a.reported_at) END AS returned_at,
      CASE WHEN a.reworks > 0 THEN coalesce(t.reworked_at, a.reported_at) END AS reworked_at,
      least(
        CASE WHEN a.reworks >= 3 THEN coalesce(k.thrice_at, a.reported_at) END,
        CASE WHEN led.ticket IS NULL THEN p.passed_round_at END
      ) AS problem_at,
      a.list_tier, s.rank < a.list_rank AS below_list,
      CASE WHEN t.ticket IS NULL THEN ${aloneSeconds('a')} ELSE d.tier_seconds END AS tier_seconds,
      CASE WHEN y.alone THEN coalesce(CAST(y.one_tier AS VARCHAR), '') ELSE w.tier_way END AS tier_way,
      CASE WHEN y.alone THEN coalesce(CAST(y.one_unit AS VARCHAR), '') ELSE w.unit_way END AS unit_way, y.moved_at
    FROM about a LEFT JOIN told t ON t.ticket = a.ticket LEFT JOIN began f ON f.ticket = a.ticket
      LEFT JOIN climb c ON c.ticket = a.ticket LEFT JOIN handed h ON h.ticket = a.ticket
      LEFT JOIN passed p ON p.ticket = a.ticket LEFT JOIN led ON led.ticket = a.ticket
      LEFT JOIN lasted d ON d.ticket = a.ticket LEFT JOIN way y ON y.ticket = a.ticket
      LEFT JOIN long_way w ON w.ticket = a.ticket LEFT JOIN reworked k ON k.ticket = a.ticket
      LEFT JOIN rank s ON s.tier = a.solved_tier`
}
