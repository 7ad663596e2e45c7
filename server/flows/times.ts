import { type Filter, FlowStage, type FlowTimes } from '@grid/data/contract'
import { isMarked, number, numberOrNull } from '../centre/index.ts'
import { type Asking, asOfOf, basisOf } from '../filter/index.ts'
import { countIf, empty, join, name, type Row, type Sql, sql } from '../store/index.ts'
import { coverAndStaysOf } from './cover.ts'
import { keyWithin, staysWithin, stretchesOf } from './reach.ts'
import { heldIn, staysOf } from './stays.ts'
import { timed, timeOf } from './time.ts'
import type { Told } from './told.ts'

const secondsAnHour = 3600

/** From one instant to another, in whole seconds as clocks show them. */
const between = (from: Sql, to: Sql) => sql`CAST(floor(${to}) - floor(${from}) AS BIGINT)`

const handled = sql`s.left_by = CAST('handled' AS event_kind)`

/**
 * What each stage of a stay took in whole seconds; null where it has not ended. Of those after it, and of reception, it is
 * below 0 where the clocks contradict: what is kept of a stay itself never is.
 */
const stages: Readonly<Record<Exclude<FlowStage, 'reception'>, Sql>> = {
  waiting: sql`CASE WHEN s.contradictory IS NOT TRUE THEN s.waiting_seconds END`,
  working: sql`s.working_seconds`,
  verifying: sql`CASE WHEN ${handled} THEN ${between(sql`s.left_s`, sql`coalesce(s.verified_s, s.done_s)`)} END`,
  closing: sql`CASE WHEN ${handled} THEN ${between(sql`s.verified_s`, sql`s.done_s`)} END`,
  paused: sql`CASE WHEN s.ended THEN nullif(s.paused_seconds, 0) END`,
}
type StayStage = keyof typeof stages
const during: readonly StayStage[] = ['waiting', 'working', 'paused']
const after: readonly StayStage[] = ['verifying', 'closing']
const ofStays = [...during, ...after]

/** Where the time of the filter's tickets went: hours by tier and stage, reception by no tier. */
export async function flowTimes(asking: Asking, filter: Filter): Promise<FlowTimes> {
  const { centre } = asking
  const { cover, told } = await coverAndStaysOf(asking, filter)
  // side by side: the engine gathers the quantiles of a statement with one thread
  const stays = staysOf(asking, filter, told)
  const [received, ...read] = await Promise.all([
    receptionOf(asking, filter, told),
    stagesOf(asking, stays, during),
    stagesOf(asking, stays, after),
    repeatedOf(asking, filter, told),
  ])
  const tiers = new Map<number | null, Row>()
  for (const row of read.flat()) {
    const tier = numberOrNull(row.tier)
    tiers.set(tier, { ...tiers.get(tier), ...row })
  }
  const hours = (cell: unknown) => Number(cell ?? 0) / secondsAnHour
  const parts = [
    partOf(received.row, 'reception'),
    ...[...tiers.values()].flatMap((row) => ofStays.map((stage) => partOf(row, stage))),
  ]
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
    tickets: received.tickets,
    contradictory: parts.reduce((sum, { wrong }) => sum + wrong, 0),
  }
}

/** The figures of stages by tier. */
function stagesOf({ store, signal }: Asking, stays: Sql, some: readonly StayStage[]): Promise<Row[]> {
  const seconds = some.map((stage) => sql`${stages[stage]} AS ${name(stage)}`)
  return store.read(
    sql`WITH ${stays}
      SELECT s.tier, ${join(some.map(figuresOf))}
      FROM (SELECT s.tier, s.derived, s.contradictory, ${join(seconds)} FROM s ${some === after ? sql`WHERE ${handled}` : empty}) s
      GROUP BY s.tier`,
    { signal },
  )
}

/**
 * How many stays of each stage and tier follow another of the same ticket there: few tickets come to a tier twice, and their
 * stays alone are gathered.
 */
function repeatedOf(asking: Asking, filter: Filter, told: Told): Promise<Row[]> {
  const { reach } = told
  const twice = sql`SELECT DISTINCT s.ticket FROM ${staysWithin(sql`stay`, reach)} AND ${isMarked('tier')}`
  const rows = sql`${heldIn({ unlogged: false })} s JOIN (${twice}) r ON r.ticket = s.ticket
    WHERE ${keyWithin(reach, sql`s.ticket`)}`
  const times = ofStays.map((stage) => sql`${countIf(sql`${stages[stage]} >= 0`)} AS ${name(stage)}`)
  return asking.store.read(
    sql`WITH ${staysOf(asking, filter, told, rows)}
      SELECT tier, ${join(ofStays.map((stage) => sql`sum(greatest(${name(stage)} - 1, 0)) AS ${name(`${stage}_again`)}`))}
      FROM (SELECT s.tier, ${join(times)} FROM s GROUP BY s.ticket, s.tier) GROUP BY tier`,
    { signal: asking.signal },
  )
}

/** The figures of reception, and how many tickets any stage is told of: those whose reception is, and few others. */
async function receptionOf(
  asking: Asking,
  filter: Filter,
  told: Told,
): Promise<{ row: Row; tickets: number }> {
  const { store, signal } = asking
  const { reach, whole } = told
  const known = whole ? empty : sql`AND s.known_s <= CAST(${asOfOf(asking, filter) / 1000} AS DOUBLE)`
  const received = stretchesOf(reach).map(
    (stretch) => sql`
    SELECT s.ticket, s.derived, CAST(floor(s.received_s) AS BIGINT) - t.reported_s AS reception
    FROM ${heldIn(told)} s
      JOIN (SELECT t.key, t.reported_s FROM ticket t WHERE ${keyWithin(stretch, sql`t.key`)} AND ${reach.where}) t
      ON t.key = s.ticket
    WHERE ${keyWithin(stretch, sql`s.ticket`)} AND s.nth = 0 ${known}`,
  )
  const first = sql`(${join(received, ' UNION ALL ')})`
  const [row = {}] = await store.read(sql`SELECT ${figuresOf('reception')} FROM ${first} s`, { signal })
  const { stays, wrong } = partOf(row, 'reception')
  if (wrong === 0) return { row, tickets: stays }
  const rows = sql`${heldIn(told)} s JOIN (SELECT ticket FROM ${first} WHERE reception < 0) f ON f.ticket = s.ticket
    WHERE ${keyWithin(reach, sql`s.ticket`)}`
  const any = join(
    ofStays.map((stage) => sql`${stages[stage]} >= 0`),
    ' OR ',
  )
  const [others] = await store.read(
    sql`WITH ${staysOf(asking, filter, told, rows)} SELECT count(DISTINCT s.ticket) AS tickets FROM s WHERE ${any}`,
    { signal },
  )
  return { row, tickets: stays + number(others?.tickets) }
}

/** What a stage of stays `s` comes to, those left out whose clocks contradict. */
function figuresOf(stage: FlowStage): Sql {
  const kept = name(`s.${stage}`)
  const as = (figure: string) => name(`${stage}_${figure}`)
  const within = during.some((one) => one === stage)
  const seconds = within ? kept : sql`CASE WHEN ${kept} >= 0 THEN ${kept} END`
  const wrong = within ? (stage === 'waiting' ? sql`s.contradictory` : sql`FALSE`) : sql`${kept} < 0`
  return sql`sum(${seconds}) AS ${as('seconds')}, ${countIf(sql`${seconds} IS NOT NULL AND s.derived`)} AS ${as('derived')},
    ${countIf(wrong)} AS ${as('wrong')}, ${timed(seconds, stage)}`
}

/** The figures of a stage, 0 where a row tells none of it. */
function partOf(row: Row, stage: FlowStage) {
  const of = (figure: string) => row[`${stage}_${figure}`]
  const count = (figure: string) => number(of(figure) ?? 0)
  const time = timeOf(row, stage)
  return {
    tier: numberOrNull(row.tier),
    stage,
    seconds: count('seconds'),
    stays: time.n,
    derived: count('derived'),
    tickets: time.n - count('again'),
    wrong: count('wrong'),
    time,
  }
}
