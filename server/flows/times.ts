import { type Filter, FlowStage, type FlowTimes } from '@grid/data/contract'
import { number, numberOrNull } from '../centre/index.ts'
import { type Asking, basisOf } from '../filter/index.ts'
import { countIf, join, name, type Row, type Sql, sql } from '../store/index.ts'
import { coverAndLogsOf } from './cover.ts'
import { keyWithin, type Reach, ticketsAmong } from './reach.ts'
import { staysOf } from './stays.ts'
import { timed, timeOf } from './time.ts'

const secondsAnHour = 3600

/** From one instant to another, in whole seconds as clocks show them. */
const between = (from: Sql, to: Sql) => sql`CAST(floor(${to}) - floor(${from}) AS BIGINT)`

/** What each stage of a stay took in whole seconds; below 0 where the clocks contradict, null where it has not ended. */
const stages: Readonly<Record<FlowStage, Sql>> = {
  reception: between(sql`epoch(t.reported_at)`, sql`s.received_s`),
  waiting: sql`CASE WHEN s.contradictory THEN -1 ELSE s.waiting_seconds END`,
  working: sql`s.working_seconds`,
  verifying: between(
    sql`s.left_s`,
    sql`CASE WHEN s.left_by = CAST('handled' AS event_kind) THEN coalesce(s.verified_s, s.done_s) END`,
  ),
  closing: sql`CASE WHEN s.left_by = CAST('handled' AS event_kind) THEN ${between(sql`s.verified_s`, sql`s.done_s`)} END`,
  paused: sql`CASE WHEN s.ended THEN nullif(s.paused_seconds, 0) END`,
}
const reception: readonly FlowStage[] = ['reception']
const others = FlowStage.options.filter((stage) => stage !== 'reception')

/** Where the time of the filter's tickets went: hours by tier and stage, reception by no tier. */
export async function flowTimes(asking: Asking, filter: Filter): Promise<FlowTimes> {
  const { store, centre, signal } = asking
  const { cover, told } = await coverAndLogsOf(asking, filter)
  const { reach } = told
  const rows = await store.read(
    sql`WITH ${staysOf(asking, filter, told)},
      spent AS MATERIALIZED (
        SELECT s.tier, ${figuresOf(others, reach, centre.tiers.ids.length + 1)}
        FROM (SELECT s.ticket, s.tier, s.derived, ${secondsOf(others)} FROM s) s GROUP BY s.tier
        UNION ALL BY NAME
        SELECT ${figuresOf(reception, reach, 1)}
        FROM (
          SELECT s.ticket, s.derived, ${secondsOf(reception)}
          FROM s JOIN (SELECT t.key, t.reported_at FROM ticket t WHERE ${keyWithin(reach, sql`t.key`)}) t ON t.key = s.ticket
          WHERE s.nth = 0
        ) s
      )
      SELECT * EXCLUDE (marks), (SELECT bit_count(bit_or(marks)) FROM spent) AS tickets FROM spent`,
    { signal },
  )
  const hours = (cell: unknown) => Number(cell ?? 0) / secondsAnHour
  const parts = rows.flatMap((row) => FlowStage.options.map((stage) => partOf(row, stage)))
  const all = hours(parts.reduce((sum, { seconds }) => sum + seconds, 0))
  const place = (tier: string | null) => (tier === null ? -1 : centre.tiers.ids.indexOf(tier))
  return {
    ...basisOf(asking, filter),
    cover,
    parts: parts
      .filter(({ stays }) => stays > 0)
      .map(({ tier, seconds, wrong: _, ...part }) => ({
        tier: centre.tiers.idOf(tier),
        ...part,
        hours: hours(seconds),
        share: all === 0 ? 0 : hours(seconds) / all,
      }))
      .sort(
        (a, b) =>
          place(a.tier) - place(b.tier) ||
          FlowStage.options.indexOf(a.stage) - FlowStage.options.indexOf(b.stage),
      ),
    hours: all,
    tickets: number(rows[0]?.tickets ?? 0),
    contradictory: parts.reduce((sum, { wrong }) => sum + wrong, 0),
  }
}

/** Columns of the stages: what each took, null where the clocks contradict; and whether they do. */
const secondsOf = (told: readonly FlowStage[]) =>
  join(
    told.map((stage) => {
      const seconds = stages[stage]
      return sql`CASE WHEN ${seconds} >= 0 THEN ${seconds} END AS ${name(stage)}, ${seconds} < 0 AS ${name(`${stage}_wrong`)}`
    }),
  )

/** What the stages of stays `s` come to, and marks of the tickets that any of them tells of. */
function figuresOf(told: readonly FlowStage[], reach: Reach, groups: number): Sql {
  const figures = told.map((stage) => {
    const seconds = name(`s.${stage}`)
    const as = (figure: string) => name(`${stage}_${figure}`)
    return sql`sum(${seconds}) AS ${as('seconds')},
      ${countIf(sql`${seconds} IS NOT NULL AND s.derived`)} AS ${as('derived')},
      ${ticketsAmong(reach, groups * told.length, sql`${seconds} IS NOT NULL`)} AS ${as('tickets')},
      ${countIf(name(`s.${stage}_wrong`))} AS ${as('wrong')}, ${timed(seconds)} AS ${as('time')}`
  })
  const any = sql`coalesce(${join(told.map((stage) => name(`s.${stage}`)))}) IS NOT NULL`
  return sql`${join(figures)}, bitstring_agg(s.ticket, ${reach.first}, ${reach.last}) FILTER (WHERE ${any}) AS marks`
}

/** The figures of a stage, 0 where a row tells none of it. */
function partOf(row: Row, stage: FlowStage) {
  const of = (figure: string) => row[`${stage}_${figure}`]
  const count = (figure: string) => number(of(figure) ?? 0)
  const time = timeOf(of('time'))
  return {
    tier: numberOrNull(row.tier),
    stage,
    seconds: count('seconds'),
    stays: time.n,
    derived: count('derived'),
    tickets: count('tickets'),
    wrong: count('wrong'),
    time,
  }
}
