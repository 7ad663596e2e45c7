import type { Filter, FlowSpared, FlowWhatIf } from '@grid/data/contract'
import { number, numberOrNull } from '../centre/index.ts'
import { type Asking, basisOf } from '../filter/index.ts'
import { type Cell, countIf, type Row, sql } from '../store/index.ts'
import { closedIn, ranksOf } from './listed.ts'
import { keyWithin, reachColumns, reachIn } from './reach.ts'
import { timed, timeOf } from './time.ts'
import { caveats, method, nothingToSay } from './what-if-words.ts'

/** A median of fewer is no guide. */
const enough = 10
const secondsAnHour = 3600

/**
 * Had every closed ticket gone from its first receiver straight to the tier of its checklist: how many hops and hours
 * fewer. The first receiver keeps the time it took to sign (all its time where it never signed) unless it is of that tier
 * itself. Then counts what the list's tier really took; where it never had the ticket, the median of those of the category
 * that it solved, or of the whole tier where they are fewer than ten.
 */
export async function flowWhatIf(asking: Asking, filter: Filter): Promise<FlowWhatIf> {
  const { store, centre, signal } = asking
  const closed = closedIn(asking, filter)
  const tellable = sql`t.list_tier IS NOT NULL AND t.tier_way <> '' AND t.solved_tier IS NOT NULL`
  const [among] = await store.read(
    sql`SELECT count(*) FILTER (WHERE t.list_tier IS NULL) AS unlisted, count(t.list_tier) AS listed,
      ${reachColumns(tellable)} FROM ticket t WHERE ${closed}`,
    { signal },
  )
  const reach = reachIn(sql`${closed} AND ${tellable}`, among)
  const rows = await store.read(
    sql`WITH ${ranksOf(asking)},
      f AS NOT MATERIALIZED (
        SELECT t.key, t.category, t.list_tier, t.solved_tier, coalesce(v.rank < l.rank, FALSE) AS below
        FROM ticket t LEFT JOIN rank l ON l.tier = t.list_tier LEFT JOIN rank v ON v.tier = t.solved_tier
        WHERE ${keyWithin(reach, sql`t.key`)} AND ${reach.where}
      ),
      held AS MATERIALIZED (
        SELECT f.*, s.nth, s.handed, s.waiting_seconds, s.waiting_seconds + coalesce(s.working_seconds, 0) AS seconds,
          s.tier = f.list_tier AS there, s.left_at IS NOT NULL AND s.waiting_seconds IS NOT NULL
            AND (s.signed_s IS NULL OR s.working_seconds IS NOT NULL) AS told
        FROM stay s JOIN f ON f.key = s.ticket WHERE ${keyWithin(reach, sql`s.ticket`)}
      ),
      passed AS MATERIALIZED (SELECT DISTINCT key FROM held WHERE nth > 0),
      x AS MATERIALIZED (
        -- most tickets have one stay, and nothing that would have to be gathered
        SELECT list_tier, category, solved_tier, below, CAST(handed AS BIGINT) AS hops, told, seconds AS actual,
          CASE WHEN there THEN seconds END AS there, waiting_seconds AS first_wait, coalesce(there, FALSE) AS began_there
        FROM held h ANTI JOIN passed p ON p.key = h.key
        UNION ALL
        SELECT any_value(list_tier), any_value(category), any_value(solved_tier), any_value(below), ${countIf(sql`handed`)},
          bool_and(told), sum(seconds), sum(seconds) FILTER (WHERE there), max(waiting_seconds) FILTER (WHERE nth = 0),
          bool_or(nth = 0 AND coalesce(there, FALSE))
        FROM held h SEMI JOIN passed p ON p.key = h.key GROUP BY h.key
      ),
      typical AS (
        SELECT list_tier, category, GROUPING(category) = 1 AS of_tier, quantile_cont(there, 0.5) AS seconds FROM x
        WHERE told AND there IS NOT NULL AND solved_tier = list_tier
        GROUP BY GROUPING SETS ((list_tier, category), (list_tier)) HAVING count(*) >= ${enough}
      ),
      straightened AS MATERIALIZED (
        SELECT x.*, there IS NOT NULL AS observed, CASE WHEN began_there THEN 0 ELSE 1 END AS straight_hops,
          CASE WHEN began_there THEN 0 ELSE first_wait END + coalesce(there, c.seconds, t.seconds) AS straight
        FROM x LEFT JOIN typical c ON NOT c.of_tier AND c.list_tier = x.list_tier AND c.category = x.category
          LEFT JOIN typical t ON t.of_tier AND t.list_tier = x.list_tier
        WHERE told AND NOT below
      ),
      sums AS (
        SELECT observed, list_tier, count(actual) FILTER (WHERE straight IS NULL) AS no_typical, count(straight) AS tickets,
          sum(hops) FILTER (WHERE straight IS NOT NULL) AS hops,
          sum(straight_hops) FILTER (WHERE straight IS NOT NULL) AS straight_hops,
          sum(actual) FILTER (WHERE straight IS NOT NULL) AS actual, sum(straight) AS straight,
          ${countIf(sql`observed AND solved_tier = list_tier AND hops <= straight_hops`)} AS followed,
          ${countIf(sql`straight > actual`)} AS longer
        FROM straightened GROUP BY ALL
      ),
      spared AS (
        SELECT GROUPING(observed) + 2 * GROUPING(list_tier) AS level, observed, list_tier,
          ${timed(sql`CAST(actual - straight AS DOUBLE)`)} AS per_ticket
        FROM straightened GROUP BY GROUPING SETS ((observed), (list_tier), ())
      )
      SELECT * FROM sums UNION ALL BY NAME SELECT * FROM spared UNION ALL BY NAME
      SELECT 4 AS level, ${countIf(sql`told`)} AS told, ${countIf(sql`told AND below`)} AS below FROM x`,
    { signal },
  )
  const sums = rows.filter(({ level }) => level === null)
  const told = rows.find(({ level }) => level === 4)
  const of = (level: number, which: (row: Row) => boolean = () => true) =>
    sparedIn(sums.filter(which), rows.find((row) => row.level === level && which(row))?.per_ticket)
  const total = of(3)
  const tiers = new Set(sums.map((row) => numberOrNull(row.list_tier)))
  return {
    ...basisOf(asking, filter),
    observed: of(2, ({ observed }) => observed === true),
    followed: sumOf(sums, 'followed'),
    estimated: of(2, ({ observed }) => observed === false),
    longer: sumOf(
      sums.filter(({ observed }) => observed === false),
      'longer',
    ),
    total,
    tiers: [...tiers]
      .flatMap((key) => {
        const tier = centre.tiers.idOf(key)
        const spared = of(1, (row) => numberOrNull(row.list_tier) === key)
        return tier === null || spared.tickets === 0 ? [] : [{ tier, spared }]
      })
      .sort((a, b) => centre.tiers.ids.indexOf(a.tier) - centre.tiers.ids.indexOf(b.tier)),
    leftOut: {
      unlisted: number(among?.unlisted ?? 0),
      untold: number(among?.listed ?? 0) - number(told?.told ?? 0),
      below: number(told?.below ?? 0),
      noTypical: sumOf(sums, 'no_typical'),
    },
    method,
    caveats,
    reason: total.tickets > 0 ? null : nothingToSay,
  }
}

const sumOf = (rows: readonly Row[], column: string) =>
  rows.reduce((sum, row) => sum + (numberOrNull(row[column]) ?? 0), 0)

function sparedIn(rows: readonly Row[], perTicket: Cell | undefined): FlowSpared {
  const sum = (column: string) => sumOf(rows, column)
  const hours = (column: string) => sum(column) / secondsAnHour
  return {
    tickets: sum('tickets'),
    hops: { actual: sum('hops'), straight: sum('straight_hops'), fewer: sum('hops') - sum('straight_hops') },
    hours: {
      actual: hours('actual'),
      straight: hours('straight'),
      fewer: hours('actual') - hours('straight'),
    },
    perTicket: timeOf(perTicket),
  }
}
