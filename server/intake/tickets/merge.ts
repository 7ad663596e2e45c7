import type { RepeatSettings } from '@grid/data/contract'
import { wasWork } from '../../centre/index.ts'
import { foretellRepeats, foretoldColumns } from '../../repeats/index.ts'
import { join, name, type Sql, type StagingTable, sql, type Transaction } from '../../store/index.ts'
import type { Setting } from '../path/index.ts'
import type { Tally } from '../report.ts'
import { assigned } from '../stored.ts'
import { derivedColumns, differs, insertedColumns, keptColumns, typedTickets, updated } from './typed.ts'

/**
 * Temporary tables of a merge; `touched_ticket` (ticket, row) holds the tickets it inserted or changed, `ticket_before`
 * where, when and about what the changed ones were.
 */
const temporary = ['known_ticket', 'repeated_ticket', 'ticket_before', 'first_ticket']

const written = [...keptColumns, ...derivedColumns]

/** What a merge found: whether a row is of a ticket that was known before, and whether an id comes more than once. */
interface Found {
  known: boolean
  repeated: boolean
}

export interface Merged extends Found {
  /** no other ticket is there: all rows were written with what they make of their places */
  foretold: boolean
}

/** What is merged. */
export interface Merging {
  /** statement of the staged tickets with every column */
  staged: Sql
  crs: string | null
  setting: Setting
  tally: Tally
  /** what a first file is told by at once, nothing else being there */
  first?: {
    /** filled, and not shown yet */
    staging: StagingTable
    /** the same as `staged`, with what is told of the rows besides */
    rows: Sql
    /** the rows are in the order of their reports */
    inOrder: boolean
    repeats: RepeatSettings
  }
}

/**
 * Merges the staged tickets into the centre's by id. Of rows with one id the last one counts in the end; in the report
 * each counts against the one before it, and all as unchanged where the last one says what is known. Leaves
 * `touched_ticket`, and `ticket_before` where some were known, behind until {@link dropMerge}.
 */
export async function mergeTickets(transaction: Transaction, merging: Merging): Promise<Merged> {
  if (await isFirst(transaction, merging)) {
    await insertFirst(transaction, merging)
    return { known: false, repeated: false, foretold: true }
  }
  const { staged, crs, setting, tally, first } = merging
  await first?.staging.show()
  const typed = typedTickets(staged, crs)
  const found = await findKnown(transaction, tally)
  // only rows that are no plain new tickets are kept apart: joining wide rows with themselves is what costs
  if (found.known)
    await transaction.run(sql`CREATE OR REPLACE TEMP TABLE known_ticket AS
      SELECT k.row, k.key, ${differs('s', 't')} AS changed
      FROM known_ticket k JOIN (${typed}) s ON s.row = k.row JOIN ticket t ON t.key = k.key`)
  if (found.repeated) await transaction.run(repeatedTickets(staged))
  const changing = found.known || found.repeated ? await count(transaction, tally, found) : 0

  if (found.known)
    await transaction.run(sql`CREATE OR REPLACE TEMP TABLE ticket_before AS
    SELECT t.key AS ticket, t.category, t.lon, t.lat, t.day, t.reported_at, ${wasWork} AS valid
    FROM ticket t WHERE t.key IN (SELECT key FROM known_ticket WHERE changed)`)
  const superseded = found.repeated
    ? sql`s.row NOT IN (SELECT row FROM repeated_ticket WHERE nth < times)`
    : sql`TRUE`
  const unknown = found.known ? sql`s.row NOT IN (SELECT row FROM known_ticket)` : sql`TRUE`
  const assignments = written.map((column) => assigned(column, updated(column)))
  // tickets that have just been reported change none
  if (changing > 0)
    await transaction.run(sql`UPDATE ticket SET ${join(assignments)}
      FROM (${typed}) s JOIN known_ticket k ON k.row = s.row
      WHERE ticket.key = k.key AND k.changed AND ${superseded}`)
  await insert(transaction, insertedColumns(setting), sql`(${typed}) s WHERE ${unknown} AND ${superseded}`)
  await transaction.run(sql`CREATE OR REPLACE TEMP TABLE touched_ticket AS
    SELECT t.key AS ticket, s.row FROM staged_ticket s JOIN ticket t ON t.id = s.id
    WHERE s.row NOT IN (SELECT row FROM known_ticket WHERE NOT changed) AND ${superseded}`)
  return { ...found, foretold: false }
}

/** Whether no ticket is there and every staged one has an id of its own: there is nothing to merge then. */
async function isFirst(transaction: Transaction, { first, tally }: Merging): Promise<boolean> {
  if (!first) return false
  const [there] = await transaction.run(sql`SELECT EXISTS (SELECT 1 FROM ticket) AS any`)
  if (there?.any !== false) return false
  // whoever may change the rows looks at them first
  const [counts] = await transaction
    .changing(first.staging)
    .run(sql`SELECT count(*) AS taken, count(DISTINCT id) AS ids FROM staged_ticket`)
  tally.inserted = Number(counts?.taken)
  return counts?.ids === counts?.taken
}

/** Writes the rows of a first file, without a look at what is there. */
async function insertFirst(transaction: Transaction, { crs, setting, first }: Merging): Promise<void> {
  const { staging, rows, inOrder, repeats } = first!
  await foretellRepeats(transaction.changing(staging), repeats, {
    tickets: typedTickets(rows, crs),
    into: staging.path,
  })
  const [point, nth, place] = foretoldColumns
  const columns = [
    ...insertedColumns(setting),
    [point, sql`coalesce(s.shared_point, FALSE)`],
    [nth, sql`s.repeat_nth`],
    [place, sql`coalesce(s.repeat_place, FALSE)`],
  ] as const
  const keysFrom = inOrder ? await takeKeys(transaction, staging) : undefined
  await insert(transaction, columns, sql`(${typedTickets(rows, crs, foretoldColumns)}) s`, keysFrom)
  await staging.show()
  await transaction.run(
    sql`CREATE OR REPLACE TEMP TABLE known_ticket (row INTEGER, key BIGINT, changed BOOLEAN)`,
  )
  // few ask for them, and to find them all costs as much as to look at the rows of the file
  if (keysFrom === undefined)
    await transaction.run(sql`CREATE OR REPLACE TEMP VIEW touched_ticket AS
      SELECT t.key AS ticket, s.row FROM staged_ticket s JOIN ticket t ON t.id = s.id`)
  else {
    await transaction.run(
      sql`CREATE OR REPLACE TEMP TABLE first_ticket AS SELECT CAST(${keysFrom} AS BIGINT) AS keys_from`,
    )
    await transaction.run(sql`CREATE OR REPLACE TEMP VIEW touched_ticket AS
      SELECT f.keys_from + s.row AS ticket, s.row FROM staged_ticket s, first_ticket f`)
  }
}

/**
 * Takes keys for all rows of a file at once, so that they do not depend on which thread writes which row; answers what a key
 * is more than its row's number.
 */
async function takeKeys(transaction: Transaction, staging: StagingTable): Promise<number> {
  const [rows] = await transaction
    .changing(staging)
    .run(sql`SELECT min(row) AS first, max(row) - min(row) + 1 AS keys FROM ${staging.path}`)
  const [taken] = await transaction.run(
    sql`SELECT min(nextval('ticket_key')) AS first FROM range(CAST(${Number(rows?.keys)} AS BIGINT))`,
  )
  return Number(taken?.first) - Number(rows?.first)
}

/**
 * Writes new tickets, rows `s`, in the order of their reports, which is that of their rows where keys are made of these. The
 * engine keeps the order of rows that are not joined.
 */
async function insert(
  transaction: Transaction,
  columns: readonly (readonly [column: string, value: Sql])[],
  rows: Sql,
  keysFrom?: number,
): Promise<void> {
  const values = join(columns.map(([, value]) => value))
  const from =
    keysFrom === undefined
      ? sql`SELECT nextval('ticket_key'), * FROM (SELECT ${values} FROM ${rows} ORDER BY s.reported_at, s.row)`
      : sql`SELECT CAST(${keysFrom} AS BIGINT) + s.row, ${values} FROM ${rows}`
  await transaction.run(
    sql`INSERT INTO ticket (key, ${join(columns.map(([column]) => name(column)))}) ${from}`,
  )
}

/** Looks for rows of known tickets, into `known_ticket`, and counts all others as new ones. */
async function findKnown(transaction: Transaction, tally: Tally): Promise<Found> {
  const known = await transaction.change(sql`CREATE OR REPLACE TEMP TABLE known_ticket AS
    SELECT s.row, t.key, FALSE AS changed FROM staged_ticket s JOIN ticket t ON t.id = s.id`)
  const [counts] = await transaction.run(
    sql`SELECT count(*) AS taken, count(DISTINCT id) AS ids FROM staged_ticket`,
  )
  tally.inserted = Number(counts?.taken)
  return { known: known > 0, repeated: Number(counts?.ids) < Number(counts?.taken) }
}

/** Rows with an id that others have too: the how manieth of how many, and whether each says something else. */
function repeatedTickets(staged: Sql): Sql {
  const one = join(keptColumns.map((column) => name(`f.${column}`)))
  return sql`CREATE OR REPLACE TEMP TABLE repeated_ticket AS
    SELECT f.row, row_number() OVER following AS nth, count(*) OVER (PARTITION BY f.id) AS times,
      row(${one}) IS DISTINCT FROM lag(row(${one})) OVER following AS changed,
      last_value(coalesce(NOT k.changed, FALSE)) OVER (PARTITION BY f.id ORDER BY f.row
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS ends_as_known
    FROM ${staged} f LEFT JOIN known_ticket k ON k.row = f.row
      SEMI JOIN (SELECT id FROM staged_ticket GROUP BY id HAVING count(*) > 1) twice ON twice.id = f.id
    WINDOW following AS (PARTITION BY f.id ORDER BY f.row)`
}

/** Counts what the report says; answers how many rows are of known tickets and say something else. */
async function count(transaction: Transaction, tally: Tally, { repeated }: Found): Promise<number> {
  const again = sql`repeated_ticket r LEFT JOIN known_ticket k ON k.row = r.row`
  const repeats = repeated
    ? sql`(SELECT count(*) FROM known_ticket k ANTI JOIN repeated_ticket r ON r.row = k.row WHERE k.changed) AS changed,
      (SELECT count(*) FROM ${again} WHERE NOT r.ends_as_known AND CASE WHEN r.nth = 1 THEN k.changed ELSE r.changed END)
        AS changed_again,
      (SELECT count(*) FROM repeated_ticket WHERE nth > 1) AS repeated,
      (SELECT count(*) FROM repeated_ticket r ANTI JOIN known_ticket k ON k.row = r.row WHERE r.nth > 1)
        AS repeated_new`
    : sql`count(*) FILTER (changed) AS changed, 0 AS changed_again, 0 AS repeated, 0 AS repeated_new`
  const [counts] = await transaction.run(sql`SELECT count(*) AS known,
    count(*) FILTER (changed) AS changing, ${repeats} FROM known_ticket`)
  const of = (name: string) => Number(counts?.[name])
  const taken = tally.inserted
  tally.inserted = taken - of('known') - of('repeated_new')
  tally.updated = of('changed') + of('changed_again')
  tally.unchanged = taken - tally.inserted - tally.updated
  tally.flag('repeated_id', of('repeated'))
  return of('changing')
}

/** Brings the special grids of the touched tickets up to date from `staged_special`. */
export async function mergeSpecial(transaction: Transaction, { known }: Found): Promise<void> {
  if (known)
    await transaction.run(sql`DELETE FROM ticket_special WHERE ticket IN (SELECT ticket FROM touched_ticket)`)
  await transaction.run(sql`INSERT INTO ticket_special
    SELECT u.ticket, s.area FROM staged_special s JOIN touched_ticket u ON u.row = s.row`)
}

/** Drops what the merge left behind. */
export async function dropMerge(transaction: Transaction, { foretold }: Merged): Promise<void> {
  await transaction.run(sql`DROP ${foretold ? sql`VIEW` : sql`TABLE`} temp.touched_ticket`)
  await transaction.drop(temporary)
}
