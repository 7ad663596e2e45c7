import type { RepeatSettings } from '@grid/data/contract'
import { outlasting, wasWork } from '../../centre/index.ts'
import { traceRepeats } from '../../repeats/index.ts'
import { join, name, type Sql, sql, type Transaction } from '../../store/index.ts'
import { settleTimes } from '../areas/index.ts'
import { givenDue } from '../given-due.ts'
import { localDay } from '../local-day.ts'
import type { Tally } from '../report.ts'
import { isOpen, kindOf } from '../status-kind.ts'
import { assigned } from '../stored.ts'
import type { LogGroup } from './merge.ts'
import type { ToldField } from './staging.ts'

/** What a line says of the state a ticket is in from then on; a helper or a supervisor changes none. */
const states = sql`CASE kind
    WHEN 'reported' THEN 'reported' WHEN 'filed' THEN 'filed'
    WHEN 'dispatched' THEN 'dispatched' WHEN 'transferred' THEN 'dispatched' WHEN 'escalated' THEN 'dispatched'
    WHEN 'returned' THEN 'returned'
    WHEN 'signed' THEN 'in_progress' WHEN 'contacted' THEN 'in_progress' WHEN 'reworked' THEN 'in_progress'
    WHEN 'resumed' THEN 'in_progress' WHEN 'reopened' THEN 'in_progress'
    WHEN 'handled' THEN 'handled' WHEN 'verified' THEN 'handled'
    WHEN 'suspended' THEN 'suspended' WHEN 'closed' THEN 'closed' END`

const taking = sql`('reported', 'dispatched', 'transferred', 'escalated', 'returned', 'reworked', 'reopened')`
const acting = sql`('signed', 'contacted', 'handled')`

/**
 * The lines of the logs that `told_ticket` speaks of. `kind` is what the line itself said, and `unit` who has the ticket
 * by it: the one it names as such, whom it gives the ticket to, or who works on it.
 */
const lines = sql`SELECT e.ticket, e.seq, e.happened_at, coalesce(e.said_kind, e.kind) AS kind,
    CASE WHEN e.said_kind IS NOT NULL THEN e.holder WHEN e.kind IN ${taking} THEN e.to_unit
      WHEN e.kind IN ${acting} THEN e.from_unit END AS unit,
    CASE WHEN e.said_kind IS NOT NULL THEN coalesce(e.holder_tier, h.tier)
      WHEN e.kind IN ${taking} THEN coalesce(e.to_tier, t.tier)
      WHEN e.kind IN ${acting} THEN coalesce(e.from_tier, f.tier) END AS tier
  FROM event e JOIN ticket k ON k.key = e.ticket JOIN told_ticket s ON s.id = k.id
    LEFT JOIN unit h ON h.key = e.holder LEFT JOIN unit t ON t.key = e.to_unit LEFT JOIN unit f ON f.key = e.from_unit`

const latest = (value: Sql) => sql`arg_max(${value}, seq)`
const first = (kind: string) => sql`min(happened_at) FILTER (kind = ${kind})`
const final = (kind: string) => sql`arg_max(happened_at, seq) FILTER (kind = ${kind})`

/** What the log as a whole says of its ticket. A time of handling or closing holds while no later line goes back behind it. */
const whole = (which: Sql) => sql`SELECT * REPLACE (
      CASE WHEN status IN ('handled', 'closed') THEN handled_at END AS handled_at,
      CASE WHEN status IN ('handled', 'closed') THEN verified_at END AS verified_at,
      CASE WHEN status = 'closed' THEN closed_at END AS closed_at,
      CASE WHEN status IN ('handled', 'closed') THEN solved_tier END AS solved_tier)
  FROM (
    SELECT ticket, min(happened_at) AS reported_at, ${first('filed')} AS filed_at,
      ${first('dispatched')} AS dispatched_at, ${first('signed')} AS signed_at,
      ${first('contacted')} AS first_contact_at, ${final('handled')} AS handled_at,
      ${final('verified')} AS verified_at, ${final('closed')} AS closed_at,
      coalesce(${latest(states)}, 'reported') AS status, ${latest(sql`unit`)} AS unit, ${latest(sql`tier`)} AS tier,
      coalesce(arg_max(tier, seq) FILTER (kind = 'handled'), ${latest(sql`tier`)}) AS solved_tier,
      bool_or(kind = 'supervised') AS supervised
    FROM (${lines} WHERE ${which}) GROUP BY ticket)`

/** The columns of a ticket that follow from its log `l`. */
function logColumns(timeZone: string, keeps: boolean): readonly (readonly [column: string, value: Sql])[] {
  const done = sql`coalesce(l.handled_at, l.closed_at)`
  const clocks = ['reported_at', 'filed_at', 'dispatched_at', 'signed_at', 'first_contact_at', 'handled_at']
  return [
    ...[...clocks, 'verified_at', 'closed_at'].map((column) => [column, name(`l.${column}`)] as const),
    // what a row knows and no line speaks of
    ...['unit', 'tier'].map((column) => [column, orKept(column, keeps)] as const),
    [
      'solved_tier',
      sql`CASE WHEN l.status IN ('handled', 'closed') THEN ${orKept('solved_tier', keeps)} END`,
    ],
    ['supervised', keeps ? sql`l.supervised OR t.supervised` : sql`l.supervised`],
    ['status', sql`CAST(l.status AS status)`],
    ['status_kind', kindOf(sql`l.status`)],
    ['suspended', sql`l.status = 'suspended'`],
    ['day', localDay(timeZone, sql`l.reported_at`)],
    ['closed_day', localDay(timeZone, sql`l.closed_at`)],
    [
      'handling_seconds',
      sql`CASE WHEN ${done} >= l.reported_at
        THEN TRY_CAST(floor(epoch(${done} - l.reported_at)) AS INTEGER) END`,
    ],
    [
      'outlasts',
      outlasting({
        open: isOpen(sql`l.status`),
        reportedAt: sql`l.reported_at`,
        handledAt: sql`l.handled_at`,
        closedAt: sql`l.closed_at`,
      }),
    ],
  ]
}

function orKept(column: string, keeps: boolean): Sql {
  const value = name(`l.${column}`)
  return keeps ? sql`coalesce(${value}, ${name(`t.${column}`)})` : value
}

/** What the lines `s` themselves say of the ticket; where they are silent it stays as it was. Points are told once. */
const saidColumns: readonly (readonly [field: ToldField, column: string, value: Sql])[] = [
  ['source', 'source', sql`(SELECT key FROM source WHERE id = s.told_source)`],
  ['category', 'category', sql`(SELECT key FROM category WHERE id = s.told_category)`],
  ['urgency', 'urgency', sql`CAST(s.told_urgency AS urgency)`],
  ['title', 'title', sql`s.told_title`],
  ['description', 'description', sql`s.told_description`],
  ['address', 'address', sql`s.told_address`],
  ['due_at', 'given_due_at', sql`epoch_ms(CAST(s.told_due_at AS BIGINT))`],
  ['prior_ticket', 'prior_ticket', sql`s.told_prior_ticket`],
]

/** What is known of a ticket `t`. */
const known = (column: string) => (column === 'given_due_at' ? givenDue('t') : name(`t.${column}`))

/** What the repeats of a place are judged by. */
const placed = sql`SELECT t.key AS ticket, t.category, t.lon, t.lat, t.day, t.reported_at, ${wasWork} AS valid FROM ticket t`

/** Makes `told_before`, for `tellTickets` to fill and `judgeTold` to read. */
export async function startTelling(transaction: Transaction): Promise<void> {
  await transaction.run(sql`CREATE OR REPLACE TEMP TABLE told_before AS ${placed} WHERE FALSE`)
}

/**
 * Tells the tickets in `told_ticket` from their logs as a whole: clocks are the first time of what can happen once and
 * the last of what can happen again, the state is that of the last line that tells one. Counts those known before in
 * the tally. `keeps`: what the log is silent about stays as the ticket's row had it. Works on the tickets of a group, and
 * adds to `told_before` what those that change were.
 */
export async function tellTickets(
  transaction: Transaction,
  { holds, named }: LogGroup,
  {
    told,
    timeZone,
    tally,
    keeps = false,
  }: {
    told: readonly ToldField[]
    timeZone: string
    tally: Tally
    keeps?: boolean
  },
): Promise<void> {
  const columns = [
    ...logColumns(timeZone, keeps),
    ...saidColumns
      .filter(([field]) => told.includes(field))
      .map(([, column, value]) => [column, sql`coalesce(${value}, ${known(column)})`] as const),
  ]
  await transaction.run(sql`CREATE OR REPLACE TEMP TABLE retold_ticket AS
    SELECT w.* FROM (
      SELECT t.key AS ticket, s.key IS NOT NULL AS known,
        ${join(columns.map(([column, value]) => sql`${value} AS ${name(column)}`))}
      FROM (${whole(holds(sql`e.ticket`))}) l JOIN ticket t ON t.key = l.ticket JOIN told_ticket s ON s.id = t.id
    ) w JOIN ticket t ON t.key = w.ticket
    WHERE row(${join(columns.map(([column]) => name(`w.${column}`)))})
      IS DISTINCT FROM row(${join(columns.map(([column]) => known(column)))})`)
  await transaction.run(
    sql`INSERT INTO told_before ${placed} WHERE t.key IN (SELECT ticket FROM retold_ticket WHERE known)`,
  )
  const sets = columns.map(([column]) => assigned(column, name(`w.${column}`)))
  if (told.includes('due_at')) sets.push(sql`due_given = w.given_due_at IS NOT NULL`)
  await transaction.run(sql`UPDATE ticket SET ${join(sets)} FROM retold_ticket w WHERE ticket.key = w.ticket`)
  await settleTimes(transaction, sql`SELECT ticket FROM retold_ticket`)
  const [counts] = await transaction.run(sql`SELECT count(*) FILTER (key IS NULL) AS inserted,
      (SELECT count(*) FROM retold_ticket WHERE known) AS updated, count(*) AS told
    FROM told_ticket WHERE ${named}`)
  const [inserted, updated] = [Number(counts?.inserted), Number(counts?.updated)]
  const before = tally.tickets ?? { inserted: 0, updated: 0, unchanged: 0 }
  tally.tickets = {
    inserted: before.inserted + inserted,
    updated: before.updated + updated,
    unchanged: before.unchanged + Number(counts?.told) - inserted - updated,
  }
}

/** Judges anew what tickets told by their logs make of their places: those that are new, or otherwise than before. */
export async function judgeTold(transaction: Transaction, repeats: RepeatSettings): Promise<void> {
  await traceRepeats(transaction, repeats, {
    tickets: sql`SELECT ticket FROM told_before
      UNION SELECT t.key FROM told_ticket s JOIN ticket t ON t.id = s.id WHERE s.key IS NULL`,
    before: sql`SELECT * FROM told_before`,
  })
}

/**
 * Takes the tickets of `staged_event` that are known for told by their lines from now on, in `told_ticket`. What their
 * timestamps told before is the beginning of their log.
 */
export async function followLines(transaction: Transaction): Promise<void> {
  await transaction.run(sql`CREATE OR REPLACE TEMP TABLE told_ticket AS
    SELECT s.ticket AS id, min(s.row) AS row, t.key
    FROM staged_event s JOIN ticket t ON t.id = s.ticket GROUP BY s.ticket, t.key`)
  await transaction.run(sql`INSERT INTO event (ticket, seq, happened_s, kind)
    SELECT ticket, seq, epoch(happened_at), kind FROM line WHERE derived AND ticket IN (SELECT key FROM told_ticket)
    ORDER BY ticket, seq`)
}

/** Drops what telling left behind. */
export async function dropTold(transaction: Transaction): Promise<void> {
  await transaction.drop(['told_ticket', 'retold_ticket', 'told_before'])
}
