import { type Filter, FlowStage, type FlowTimes } from '@grid/data/contract'
import { number, numberOrNull } from '../centre/index.ts'
import { type Asking, basisOf } from '../filter/index.ts'
import { join, sql } from '../store/index.ts'
import { coverOf } from './cover.ts'
import { staysOf } from './stays.ts'
import { timed, timeOf } from './time.ts'

const secondsAnHour = 3600

const between = (from: ReturnType<typeof sql>, to: ReturnType<typeof sql>) =>
  sql`date_diff('second', ${from}, ${to})`

/** What each stage of a stay took in seconds; below 0 where the clocks contradict, null where it has not ended. */
const stages: Readonly<Record<FlowStage, ReturnType<typeof sql>>> = {
  reception: sql`CASE WHEN s.nth = 0 THEN ${between(sql`s.reported_at`, sql`s.received_at`)} END`,
  waiting: sql`CASE WHEN s.contradictory THEN -1 ELSE s.waiting_seconds END`,
  working: sql`s.working_seconds`,
  verifying: between(
    sql`s.left_at`,
    sql`CASE WHEN s.left_by = 'handled' THEN coalesce(s.verified_at, s.done_at) END`,
  ),
  closing: sql`CASE WHEN s.left_by = 'handled' THEN ${between(sql`s.verified_at`, sql`s.done_at`)} END`,
  paused: sql`CASE WHEN s.left_at IS NOT NULL THEN nullif(s.paused_seconds, 0) END`,
}

const parts = join(
  FlowStage.options.map((stage) => sql`{stage: ${stage}, seconds: CAST(${stages[stage]} AS BIGINT)}`),
)

/** Where the time of the filter's tickets went: hours by tier and stage, reception by no tier. */
export async function flowTimes(asking: Asking, filter: Filter): Promise<FlowTimes> {
  const { store, centre, signal } = asking
  const [rows, { cover }] = await Promise.all([
    store.read(
      sql`WITH ${staysOf(asking, filter)}, part AS (
          SELECT ticket, derived, part.stage AS stage, part.seconds AS seconds,
            CASE WHEN part.stage <> 'reception' THEN tier END AS tier
          FROM (SELECT s.ticket, s.derived, s.tier, unnest([${parts}]) AS part FROM s))
        SELECT GROUPING(stage) = 1 AS whole, tier, stage, sum(seconds) FILTER (WHERE seconds >= 0) AS seconds,
          count(*) FILTER (WHERE seconds >= 0) AS stays, count(*) FILTER (WHERE seconds >= 0 AND derived) AS derived,
          count(DISTINCT ticket) FILTER (WHERE seconds >= 0) AS tickets, count(*) FILTER (WHERE seconds < 0) AS wrong,
          ${timed(sql`CASE WHEN seconds >= 0 THEN seconds END`)} AS time
        FROM part WHERE seconds IS NOT NULL GROUP BY GROUPING SETS ((tier, stage), ())`,
      { signal },
    ),
    coverOf(asking, filter),
  ])
  const whole = rows.find((row) => row.whole === true)
  const hours = (cell: unknown) => Number(cell ?? 0) / secondsAnHour
  const all = hours(whole?.seconds)
  const place = (tier: string | null) => (tier === null ? -1 : centre.tiers.ids.indexOf(tier))
  return {
    ...basisOf(asking, filter),
    cover,
    parts: rows
      .filter((row) => row.whole === false && number(row.stays) > 0)
      .map((row) => ({
        tier: centre.tiers.idOf(numberOrNull(row.tier)),
        stage: FlowStage.parse(row.stage),
        hours: hours(row.seconds),
        share: all === 0 ? 0 : hours(row.seconds) / all,
        stays: number(row.stays),
        derived: number(row.derived),
        tickets: number(row.tickets),
        time: timeOf(row.time),
      }))
      .sort(
        (a, b) =>
          place(a.tier) - place(b.tier) ||
          FlowStage.options.indexOf(a.stage) - FlowStage.options.indexOf(b.stage),
      ),
    hours: all,
    tickets: number(whole?.tickets ?? 0),
    contradictory: number(whole?.wrong ?? 0),
  }
}
