import type { Filter, FlowSpared, FlowWhatIf } from '@grid/data/contract'
import { isUnmarked, number, numberOrNull } from '../centre/index.ts'
import { type Asking, basisOf } from '../filter/index.ts'
import { countIf, join, type Row, type Sql, sql } from '../store/index.ts'
import { closedIn } from './listed.ts'
import { keyWithin, type Reach, reachColumns, reachIn, stretchesOf } from './reach.ts'
import { timed, timeOf } from './time.ts'
import { caveats, method, nothingToSay } from './what-if-words.ts'

/** A median of fewer is no guide. */
const enough = 10
/** Half seconds of an hour. */
const halvesAnHour = 7200

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
    sql`WITH held AS MATERIALIZED (${heldIn(reach)}),
      x AS MATERIALIZED (
        -- most tickets have one stay, and nothing that would have to be gathered
        SELECT list_tier, category, solved_tier, below, CAST(handed AS BIGINT) AS hops, told, seconds AS actual,
          CASE WHEN at_list THEN seconds END AS there, CAST(kept AS BIGINT) AS kept, at_list AS began_there
        FROM held WHERE alone
        UNION ALL
        -- fractions are added faster than whole numbers of this size, and these have none
        SELECT list_tier, category, solved_tier, below, ${countIf(sql`handed`)}, bool_and(told),
          CAST(sum(CAST(seconds AS DOUBLE)) AS BIGINT), CAST(sum(CAST(seconds AS DOUBLE)) FILTER (at_list) AS BIGINT),
          CAST(max(kept) AS BIGINT), bool_or(opens AND at_list)
        FROM held WHERE NOT alone GROUP BY ticket, list_tier, category, solved_tier, below
      ),
      typical AS MATERIALIZED (
        SELECT list_tier, category, GROUPING(category) = 1 AS of_tier, CAST(2 * quantile_cont(there, 0.5) AS BIGINT) AS halves
        FROM x WHERE told AND there IS NOT NULL AND solved_tier = list_tier
        GROUP BY GROUPING SETS ((list_tier, category), (list_tier)) HAVING count(*) >= ${enough}
      ),
      guess AS (
        SELECT x.list_tier, x.category, coalesce(c.halves, t.halves) AS halves
        FROM (SELECT DISTINCT list_tier, category FROM x WHERE there IS NULL) x
          LEFT JOIN typical c ON NOT c.of_tier AND c.list_tier = x.list_tier AND c.category = x.category
          LEFT JOIN typical t ON t.of_tier AND t.list_tier = x.list_tier
      ),
      -- a median lies on half a second: in halves all are whole numbers, whose quantiles take half of the time
      straightened AS MATERIALIZED (
        SELECT TRUE AS observed, list_tier, solved_tier = list_tier AS solved_there, hops,
          CASE WHEN began_there THEN 0 ELSE 1 END AS straight_hops, 2 * actual AS halves, 2 * (kept + there) AS straight
        FROM x WHERE told AND NOT below AND there IS NOT NULL
        UNION ALL
        SELECT FALSE, x.list_tier, FALSE, hops, 1, 2 * actual, 2 * kept + g.halves
        FROM x JOIN guess g ON g.list_tier = x.list_tier AND g.category IS NOT DISTINCT FROM x.category
        WHERE told AND NOT below AND there IS NULL
      ),
      sums AS (
        SELECT observed, list_tier, straight IS NULL AS no_typical, count(*) AS tickets, sum(hops) AS hops,
          sum(straight_hops) AS straight_hops, sum(halves) AS halves, sum(straight) AS straight,
          ${countIf(sql`solved_there AND hops <= straight_hops`)} AS followed, ${countIf(sql`straight > halves`)} AS longer
        FROM straightened GROUP BY ALL
      ),
      spared AS (
        SELECT GROUPING(observed) + 2 * GROUPING(list_tier) AS level, observed, list_tier,
          ${timed(sql`halves - straight`, 'spared')}
        FROM straightened GROUP BY GROUPING SETS ((observed), (list_tier), ())
      )
      SELECT * FROM sums UNION ALL BY NAME SELECT * FROM spared UNION ALL BY NAME
      SELECT 4 AS level, ${countIf(sql`told`)} AS told, ${countIf(sql`told AND below`)} AS below FROM x UNION ALL BY NAME
      -- where whoever reads of them asks for some alone, the engine looks for these among all stays, and misjudges how many
      -- there are: of any it is asked here
      (SELECT 5 AS level FROM held LIMIT 1)`,
    { signal },
  )
  const sums = rows.filter((row) => row.no_typical === false)
  const untypical = rows.filter((row) => row.no_typical === true)
  const told = rows.find(({ level }) => level === 4)
  const of = (level: number, which: (row: Row) => boolean = () => true) =>
    sparedIn(
      sums.filter(which),
      rows.find((row) => row.level === level && which(row)),
    )
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
      noTypical: sumOf(untypical, 'tickets'),
    },
    method,
    caveats,
    reason: total.tickets > 0 ? null : nothingToSay,
  }
}

/**
 * The stays of the tickets of a reach in seconds: `at_list` those with the list's tier, `kept` by a first receiver of another
 * tier until it signed; `opens` the first of a ticket, `alone` its only one.
 */
function heldIn(reach: Reach): Sql {
  const parts = stretchesOf(reach).map(
    (stretch) => sql`
      SELECT ticket, list_tier, category, solved_tier, below, told, handed, seconds, at_list,
        CASE WHEN opens AND NOT at_list THEN waiting_seconds ELSE 0 END AS kept, opens, alone
      FROM (
        -- a small number is grouped by faster than a large one
        SELECT CAST(s.ticket - ${reach.first} AS UINTEGER) AS ticket, t.list_tier, t.category, t.solved_tier,
          coalesce(t.below_list, FALSE) AS below, s.handed, s.waiting_seconds,
          CAST(s.waiting_seconds AS BIGINT) + coalesce(s.working_seconds, 0) AS seconds,
          coalesce(s.tier = t.list_tier, FALSE) AS at_list, s.left_by IS NOT NULL AND s.waiting_seconds IS NOT NULL
            AND (s.signed_s IS NULL OR s.working_seconds IS NOT NULL) AS told,
          s.nth = 0 AS opens, s.nth = 0 AND ${isUnmarked('followed')} AS alone
        FROM stay s JOIN (
            SELECT t.key, t.category, t.list_tier, t.solved_tier, t.below_list FROM ticket t
            WHERE ${keyWithin(stretch, sql`t.key`)} AND ${reach.where}
          ) t ON t.key = s.ticket
        WHERE ${keyWithin(stretch, sql`s.ticket`)}
      )`,
  )
  return join(parts, ' UNION ALL ')
}

const sumOf = (rows: readonly Row[], column: string) =>
  rows.reduce((sum, row) => sum + (numberOrNull(row[column]) ?? 0), 0)

function sparedIn(rows: readonly Row[], perTicket: Row | undefined): FlowSpared {
  const sum = (column: string) => sumOf(rows, column)
  const hours = (column: string) => sum(column) / halvesAnHour
  return {
    tickets: sum('tickets'),
    hops: { actual: sum('hops'), straight: sum('straight_hops'), fewer: sum('hops') - sum('straight_hops') },
    hours: {
      actual: hours('halves'),
      straight: hours('straight'),
      fewer: hours('halves') - hours('straight'),
    },
    perTicket: timeOf(perTicket, 'spared', halvesAnHour),
  }
}
