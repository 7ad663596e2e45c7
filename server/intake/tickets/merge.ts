import type { RepeatSettings } from '@grid/data/contract'
import { wasWork } from '../../centre/index.ts'
import { dropForetold, type Foretold, foretellRepeats } from '../../repeats/index.ts'
import { join, name, type Sql, sql, type Transaction } from '../../store/index.ts'
import type { Setting } from '../path/index.ts'
import type { Tally } from '../report.ts'
import { assigned } from '../stored.ts'
import { derivedColumns, differs, insertedColumns, keptColumns, typedTickets, updated } from './typed.ts'

/**
 * Temporary tables of a merge; `touched_ticket` (ticket, row) holds the tickets it inserted or changed, `ticket_before`
 * where, when and about what the changed ones were.
 */
const temporary = ['known_ticket', 'repeated_ticket', 'ticket_before', 'touched_ticket']

const written = [...keptColumns, ...derivedColumns]

/** What a merge found: whether a row is of a ticket that was known before, and whether an id comes more than once. */
export interface Merged {
  known: boolean
  repeated: boolean
  /** whether all rows were written with what they make of their places: no other ticket is there */
  foretold: boolean
}

/**
 * Merges the staged tickets into the centre's by id. Of rows with one id the last one counts in the end; in the report
 * each counts against the one before it, and all as unchanged where the last one says what is known. Leaves
 * `touched_ticket`, and `ticket_before` where some were known, behind until {@link dropMerge}.
 */
export async function mergeTickets(
  transaction: Transaction,
  {
    staged,
    crs,
    setting,
    repeats,
    tally,
  }: {
    staged: Sql
    crs: string | null
    setting: Setting
    /** tells new tickets what they make of their places where no others are there */
    repeats?: RepeatSettings
    tally: Tally
  },
): Promise<Merged> {
  const typed = typedTickets(staged, crs)
  const found = await findKnown(transaction, tally, repeats !== undefined)
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
  const foretold: Foretold =
    found.foretold && repeats
      ? await foretellRepeats(transaction, repeats, typed)
      : { join: sql``, columns: [] }
  const inserted = [...insertedColumns(setting), ...foretold.columns]
  await transaction.run(sql`INSERT INTO ticket (key, ${join(inserted.map(([column]) => name(column)))})
    SELECT nextval('ticket_key'), * FROM (
      SELECT ${join(inserted.map(([, value]) => value))} FROM (${typed}) s ${foretold.join}
      WHERE ${unknown} AND ${superseded}
      ORDER BY s.reported_at, s.row)`)
  if (found.foretold) await dropForetold(transaction)
  await transaction.run(sql`CREATE OR REPLACE TEMP TABLE touched_ticket AS
    SELECT t.key AS ticket, s.row FROM staged_ticket s JOIN ticket t ON t.id = s.id
    WHERE s.row NOT IN (SELECT row FROM known_ticket WHERE NOT changed) AND ${superseded}`)
  return found
}

/** Looks for rows of known tickets, into `known_ticket`, and counts all others as new ones. */
async function findKnown(transaction: Transaction, tally: Tally, foretells: boolean): Promise<Merged> {
  const known = await transaction.change(sql`CREATE OR REPLACE TEMP TABLE known_ticket AS
    SELECT s.row, t.key, FALSE AS changed FROM staged_ticket s JOIN ticket t ON t.id = s.id`)
  const [counts] = await transaction.run(
    sql`SELECT count(*) AS taken, count(DISTINCT id) AS ids, EXISTS (SELECT 1 FROM ticket) AS others FROM staged_ticket`,
  )
  tally.inserted = Number(counts?.taken)
  const repeated = Number(counts?.ids) < Number(counts?.taken)
  return { known: known > 0, repeated, foretold: foretells && !repeated && counts?.others === false }
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
async function count(transaction: Transaction, tally: Tally, { repeated }: Merged): Promise<number> {
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
export async function mergeSpecial(transaction: Transaction): Promise<void> {
  await transaction.run(sql`DELETE FROM ticket_special WHERE ticket IN (SELECT ticket FROM touched_ticket)`)
  await transaction.run(sql`INSERT INTO ticket_special
    SELECT u.ticket, s.area FROM staged_special s JOIN touched_ticket u ON u.row = s.row`)
}

/** Drops what the merge left behind. */
export async function dropMerge(transaction: Transaction): Promise<void> {
  await transaction.drop(temporary)
}
