import { join, name, sql, type Transaction } from '../../store/index.ts'
import type { Tally } from '../report.ts'
import { derivedColumns, differs, inserted, keptColumns, typedTickets, updated } from './typed.ts'

/** Temporary tables of a merge; `touched_ticket` (ticket, row) holds the tickets it inserted or changed. */
const temporary = ['matched_ticket', 'repeated_ticket', 'touched_ticket']

const written = [...keptColumns, ...derivedColumns]

/**
 * Merges the staged tickets into the centre's by id. Of rows with one id the last one counts in the end; in the report
 * each counts against the one before it, and all as unchanged where the last one says what is known. Leaves `touched_ticket` behind until {@link dropMerge}.
 */
export async function mergeTickets(
  transaction: Transaction,
  { timeZone, crs, tally }: { timeZone: string; crs: string | null; tally: Tally },
): Promise<void> {
  const typed = typedTickets(timeZone, crs)
  await transaction.run(sql`CREATE OR REPLACE TEMP TABLE matched_ticket AS
    SELECT s.row, t.key, ${differs('s', 't')} AS changed
    FROM (${typed}) s LEFT JOIN ticket t ON t.id = s.id`)
  const one = join(
    [...keptColumns].map((column) => name(`f.${column}`)),
    ', ',
  )
  await transaction.run(sql`CREATE OR REPLACE TEMP TABLE repeated_ticket AS
    SELECT f.row, row_number() OVER following AS nth, count(*) OVER (PARTITION BY f.id) AS times,
      row(${one}) IS DISTINCT FROM lag(row(${one})) OVER following AS changed,
      last_value(m.key IS NOT NULL AND NOT m.changed) OVER (PARTITION BY f.id ORDER BY f.row
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS ends_as_known
    FROM staged_ticket f JOIN matched_ticket m ON m.row = f.row SEMI JOIN (SELECT id FROM staged_ticket GROUP BY id HAVING count(*) > 1) twice ON twice.id = f.id
    WINDOW following AS (PARTITION BY f.id ORDER BY f.row)`)
  await count(transaction, tally)

  const last = sql`coalesce(r.nth, 1) = coalesce(r.times, 1)`
  const assignments = written.map((column) => sql`${name(column)} = ${updated(column)}`)
  await transaction.run(sql`UPDATE ticket SET ${join(assignments)}
    FROM (${typed}) s JOIN matched_ticket m ON m.row = s.row LEFT JOIN repeated_ticket r ON r.row = s.row
    WHERE ticket.key = m.key AND m.changed AND ${last}`)
  await transaction.run(sql`INSERT INTO ticket (key, ${join(written.map(name))})
    SELECT nextval('ticket_key'), * FROM (
      SELECT ${join(written.map(inserted))}
      FROM (${typed}) s JOIN matched_ticket m ON m.row = s.row LEFT JOIN repeated_ticket r ON r.row = s.row
      WHERE m.key IS NULL AND ${last} ORDER BY s.reported_at, s.row)`)
  await transaction.run(sql`CREATE OR REPLACE TEMP TABLE touched_ticket AS
    SELECT t.key AS ticket, m.row
    FROM matched_ticket m JOIN staged_ticket s ON s.row = m.row JOIN ticket t ON t.id = s.id
      LEFT JOIN repeated_ticket r ON r.row = m.row
    WHERE (m.key IS NULL OR m.changed) AND ${last}`)
}

async function count(transaction: Transaction, tally: Tally): Promise<void> {
  const [counts] = await transaction.run(sql`SELECT count(*) AS taken,
      count(*) FILTER (m.key IS NULL AND coalesce(r.nth, 1) = 1) AS inserted,
      count(*) FILTER (NOT coalesce(r.ends_as_known, FALSE)
        AND CASE WHEN coalesce(r.nth, 1) = 1 THEN m.key IS NOT NULL AND m.changed ELSE r.changed END) AS updated,
      count(*) FILTER (r.nth > 1) AS repeated
    FROM matched_ticket m LEFT JOIN repeated_ticket r ON r.row = m.row`)
  tally.inserted = Number(counts?.inserted)
  tally.updated = Number(counts?.updated)
  tally.unchanged = Number(counts?.taken) - tally.inserted - tally.updated
  tally.flag('repeated_id', Number(counts?.repeated))
}

/** Brings the special grids of the touched tickets up to date from `staged_special`. */
export async function mergeSpecial(transaction: Transaction): Promise<void> {
  await transaction.run(sql`DELETE FROM ticket_special WHERE ticket IN (SELECT ticket FROM touched_ticket)`)
  await transaction.run(sql`INSERT INTO ticket_special
    SELECT u.ticket, s.area FROM staged_special s JOIN touched_ticket u ON u.row = s.row`)
}

/** Drops what the merge left behind. */
export async function dropMerge(transaction: Transaction): Promise<void> {
  for (const table of temporary) await transaction.run(sql`DROP TABLE IF EXISTS ${name(table)}`)
}
