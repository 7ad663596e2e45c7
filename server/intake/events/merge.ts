import { join, name, type Sql, sql, type Transaction } from '../../store/index.ts'
import type { Tally } from '../report.ts'

const columns = [
  'happened_at',
  'kind',
  'from_unit',
  'to_unit',
  'from_tier',
  'to_tier',
  'reason',
  'due_at',
  'holder',
  'holder_tier',
] as const
/** Instants are stored as seconds, and read as columns made of them. */
const storedAs: Readonly<Record<string, string>> = { happened_at: 'happened_s', due_at: 'due_s' }

/** What an event is known by where the file numbers none. */
const identity = [
  'happened_at',
  'kind',
  'from_unit',
  'to_unit',
  'from_tier',
  'to_tier',
  'holder',
  'holder_tier',
] as const

const temporary = ['event_line', 'event_row', 'matched_event', 'grown_log']

/** Tickets whose logs are merged together, and the lines that came for them. */
export interface LogGroup {
  /** a query of lines */
  lines: Sql
  /** whether the key of a ticket is of the group */
  holds(key: Sql): Sql
  /** whether the ticket of an `id` is */
  named: Sql
}

/** The keys of the tickets whose logs the last merge dealt with. */
export const loggedTickets = sql`SELECT DISTINCT ticket FROM event_row`

/** The staged events of known tickets. */
export const typedLines = sql`SELECT s.row, t.key AS ticket, s.seq, epoch_ms(CAST(s.happened_at AS BIGINT)) AS happened_at,
  CAST(s.kind AS event_kind) AS kind, CAST(s.from_unit AS USMALLINT) AS from_unit,
  CAST(s.to_unit AS USMALLINT) AS to_unit, CAST(s.from_tier AS USMALLINT) AS from_tier,
  CAST(s.to_tier AS USMALLINT) AS to_tier, s.reason, epoch_ms(CAST(s.due_at AS BIGINT)) AS due_at,
  CAST(s.holder AS USMALLINT) AS holder, CAST(s.holder_tier AS USMALLINT) AS holder_tier
  FROM staged_event s JOIN ticket t ON t.id = s.ticket`

/** The real lines as they were said, without what was concluded from who had the ticket before. */
const said = sql`SELECT ticket, seq, happened_at, coalesce(said_kind, kind) AS kind, ${join(
  ['from_unit', 'to_unit', 'from_tier', 'to_tier'].map(
    (column) => sql`CASE WHEN said_kind IS NULL THEN ${name(column)} END AS ${name(column)}`,
  ),
)}, reason, due_at, holder, holder_tier FROM event`

/** What a line keeps of its own word, because what it comes to is concluded from the log. */
const saidKind = (of: string) =>
  sql`CASE WHEN coalesce(${name(`${of}.holder`)}, ${name(`${of}.holder_tier`)}) IS NOT NULL THEN ${name(`${of}.kind`)} END`

/**
 * Merges staged events of some tickets, all of those tickets', into their logs; events of unknown tickets stay out. With
 * `numbered` an event is known by its ticket and number, else by its ticket, time, kind, units and tiers, where the nth of
 * several alike is the nth of those known. Leaves `event_row` behind until the next merge or {@link dropEventMerge}.
 */
export async function mergeEvents(
  transaction: Transaction,
  { lines }: LogGroup,
  numbered: boolean,
  tally: Tally,
): Promise<void> {
  const alike = sql`ticket, ${numbered ? sql`seq` : list(identity)}`
  await transaction.run(sql`CREATE OR REPLACE TEMP TABLE event_row AS SELECT *, 1 AS nth FROM (${lines})`)
  const [repeated] = await transaction.run(
    sql`SELECT 1 FROM event_row GROUP BY ${alike} HAVING count(*) > 1 LIMIT 1`,
  )
  // numbering all lines costs as much as writing them, and most come once
  if (repeated)
    await transaction.run(sql`CREATE OR REPLACE TEMP TABLE event_row AS
      SELECT *, row_number() OVER (PARTITION BY ${alike} ORDER BY row) AS nth FROM (${lines})`)
  await (numbered ? mergeNumbered : mergeUnnumbered)(transaction, tally)
}

/** How many lines came, and whether any is of a log that is there or has a number that another has. */
async function linesThere(transaction: Transaction): Promise<{ taken: number; any: boolean }> {
  const [row] = await transaction.run(sql`SELECT (SELECT count(*) FROM event_row) AS taken,
    EXISTS (SELECT 1 FROM event WHERE ticket IN (SELECT ticket FROM event_row))
      OR EXISTS (SELECT 1 FROM event_row WHERE nth > 1) AS there`)
  return { taken: Number(row?.taken), any: row?.there === true }
}

async function mergeNumbered(transaction: Transaction, tally: Tally): Promise<void> {
  const known = await linesThere(transaction)
  if (!known.any) {
    tally.inserted += known.taken
    await transaction.run(added('r', sql`event_row r`))
    return
  }
  await transaction.run(sql`CREATE OR REPLACE TEMP TABLE matched_event AS
    SELECT s.*, e.ticket IS NOT NULL AS known,
      CASE WHEN s.nth = 1 THEN ${differs(columns, 's', 'e')}
        ELSE row(${list(columns, 's')}) IS DISTINCT FROM lag(row(${list(columns, 's')}))
          OVER (PARTITION BY s.ticket, s.seq ORDER BY s.row) END AS changed,
      ${differs(columns, 's', 'e')} AS unlike_known,
      s.nth = max(s.nth) OVER (PARTITION BY s.ticket, s.seq) AS last,
      e.ticket IS NOT NULL AND NOT last_value(${differs(columns, 's', 'e')}) OVER (PARTITION BY s.ticket, s.seq
        ORDER BY s.row ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS ends_as_known
    FROM event_row s LEFT JOIN (${said}) e ON e.ticket = s.ticket AND e.seq = s.seq`)
  const [counts] = await transaction.run(sql`SELECT
      count(*) FILTER (nth = 1 AND NOT known) AS inserted,
      count(*) FILTER (changed AND (known OR nth > 1) AND NOT ends_as_known) AS updated, count(*) AS taken,
      count(*) FILTER (nth > 1) AS repeated
    FROM matched_event`)
  tell(tally, counts)
  tally.flag('repeated_seq', Number(counts?.repeated))
  await transaction.run(sql`UPDATE event SET ${assign('s')}, said_kind = ${saidKind('s')} FROM matched_event s
    WHERE event.ticket = s.ticket AND event.seq = s.seq
      AND s.known AND s.last AND s.unlike_known`)
  await transaction.run(added('m', sql`matched_event m WHERE NOT known AND last`))
}

async function mergeUnnumbered(transaction: Transaction, tally: Tally): Promise<void> {
  const alike = join([sql`e.ticket = s.ticket`, sql`e.nth = s.nth`, ...identity.map(same)], ' AND ')
  await transaction.run(sql`CREATE OR REPLACE TEMP TABLE matched_event AS
    SELECT s.*, e.seq AS known_seq, ${differs(['reason', 'due_at'], 's', 'e')} AS changed
    FROM event_row s LEFT JOIN (
      SELECT *, row_number() OVER (PARTITION BY ticket, ${list(identity)} ORDER BY seq) AS nth
      FROM (${said}) WHERE ticket IN (SELECT ticket FROM event_row)
    ) e ON ${alike}`)
  const [counts] = await transaction.run(sql`SELECT count(*) FILTER (known_seq IS NULL) AS inserted,
      count(*) FILTER (known_seq IS NOT NULL AND changed) AS updated, count(*) AS taken
    FROM matched_event`)
  tell(tally, counts)
  await transaction.run(sql`UPDATE event SET reason = s.reason, due_s = epoch(s.due_at) FROM matched_event s
    WHERE event.ticket = s.ticket AND event.seq = s.known_seq AND s.changed`)
  await growLogs(transaction)
}

/** Puts new events among those a log has, in the order of time, then of what is there, then of the file. */
async function growLogs(transaction: Transaction): Promise<void> {
  await transaction.run(sql`CREATE OR REPLACE TEMP TABLE grown_log AS
    SELECT *, row_number() OVER (PARTITION BY ticket ORDER BY happened_at, known_seq NULLS LAST, row) - 1 AS seq FROM (
      SELECT ticket, row, NULL AS known_seq, ${list(columns)} FROM matched_event WHERE known_seq IS NULL
      UNION ALL BY NAME
      SELECT ticket, NULL AS row, seq AS known_seq, ${list(columns)} FROM (${said})
      WHERE ticket IN (SELECT ticket FROM matched_event WHERE known_seq IS NULL))`)
  await transaction.run(
    sql`DELETE FROM event WHERE ticket IN (SELECT ticket FROM grown_log WHERE known_seq IS NOT NULL)`,
  )
  await transaction.run(added('g', sql`grown_log g`))
}

/** Drops what the merge left behind. */
export async function dropEventMerge(transaction: Transaction): Promise<void> {
  await transaction.drop(temporary)
}

function tell(tally: Tally, counts: Record<string, unknown> | undefined): void {
  const [inserted, updated] = [Number(counts?.inserted), Number(counts?.updated)]
  tally.inserted += inserted
  tally.updated += updated
  tally.unchanged += Number(counts?.taken) - inserted - updated
}

function list(names: readonly string[], of?: string): Sql {
  return join(names.map((column) => name(of === undefined ? column : `${of}.${column}`)))
}

function differs(names: readonly string[], one: string, other: string): Sql {
  const parts = names.map(
    (column) => sql`${name(`${one}.${column}`)} IS DISTINCT FROM ${name(`${other}.${column}`)}`,
  )
  return sql`(${join(parts, ' OR ')})`
}

function same(column: string): Sql {
  return sql`${name(`e.${column}`)} IS NOT DISTINCT FROM ${name(`s.${column}`)}`
}

function assign(from: string): Sql {
  return join(columns.map((column) => sql`${name(storedAs[column] ?? column)} = ${stored(column, from)}`))
}

/** Adds rows `of` a table to the logs. */
function added(of: string, rows: Sql): Sql {
  return sql`INSERT INTO event (ticket, seq, ${list(columns.map((column) => storedAs[column] ?? column))}, said_kind)
    SELECT ticket, seq, ${join(columns.map((column) => stored(column, of)))}, ${saidKind(of)} FROM ${rows}
    ORDER BY ticket, seq`
}

/** The value of a column as it is stored. */
function stored(column: string, of: string): Sql {
  const value = name(`${of}.${column}`)
  return column in storedAs ? sql`epoch(${value})` : value
}
