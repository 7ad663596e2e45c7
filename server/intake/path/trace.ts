import type { CentrePack } from '@grid/data/contract'
import { wasWork } from '../../centre/index.ts'
import { join, name, type Sql, sql, type Transaction } from '../../store/index.ts'
import { loadedCentre } from '../centre.ts'
import { assigned } from '../stored.ts'
import { type DueRules, dueRules, stageDues } from './dues.ts'
import { pathTable } from './path.ts'
import { type Setting, settingOf } from './setting.ts'
import { stayTable } from './stays.ts'
import { unloggedPaths } from './unlogged.ts'
import { writeStays } from './write-stays.ts'

/** Tickets traced at a time: memory does not grow with their number. */
const page = 100_000

/** Columns written together: one that differs costs a row the group, so what is rare stands apart. */
const groups: readonly (readonly string[])[] = [
  ['logged', 'first_tier', 'hand_offs', 'ping_pongs'],
  ['list_tier', 'below_list'],
  ['first_contact_due_at'],
  ['tier_seconds', 'tier_way', 'unit_way', 'moved_at'],
  ['due_at', 'due_soon_at', 'on_time'],
  ['escalated_at', 'beyond_list_at', 'pushed_down_at'],
  ['joined_at', 'returned_at', 'reworked_at', 'reopened_at', 'bounced_at', 'problem_at'],
]

const temporary = ['path_ticket', 'path_stay', 'ticket_path', 'path_due', 'path_traced']

/** What paths are judged by: the lists and rules of the pack, with the keys of the database. */
export interface PathRules {
  setting: Setting
  dues: DueRules
}

/** Reads the rules of a centre whose lists are written. Throws IntakeError where its calendar makes no sense. */
export async function pathRules(transaction: Transaction, pack: CentrePack): Promise<PathRules> {
  return { setting: await settingOf(transaction, pack), dues: dueRules(pack) }
}

/**
 * Writes into tickets what their logs, the pack's checklists and its rules of time tell of their paths and deadlines: of
 * all tickets, or of those in a query of keys. The tickets and logs in the database count, whichever was imported first.
 */
export async function tracePaths(
  transaction: Transaction,
  tickets: Sql | 'all',
  rules?: PathRules,
): Promise<void> {
  const { setting, dues } = rules ?? (await pathRules(transaction, (await loadedCentre(transaction)).pack))
  const among = tickets === 'all' ? sql`TRUE` : sql`key IN (${tickets})`
  const [extent] = await transaction.run(
    sql`SELECT min(key) AS low, max(key) AS high FROM ticket WHERE ${among}`,
  )
  if (extent?.low === null || extent === undefined) return
  for (let from = Number(extent.low); from <= Number(extent.high); from += page) {
    await transaction.run(sql`CREATE OR REPLACE TEMP TABLE path_ticket AS
      SELECT key AS ticket, category, solved_tier, reported_at, returns, reworks, transfers, unit, tier,
        dispatched_at, signed_at, handled_at, verified_at, closed_at, NOT ${wasWork} AS no_work FROM ticket t
      WHERE key >= ${from} AND key < ${from + page} AND ${among}`)
    const [line] = await transaction.run(
      sql`SELECT 1 FROM event WHERE ticket IN (SELECT ticket FROM path_ticket) LIMIT 1`,
    )
    const steps = line ? [stayTable(setting), pathTable(setting)] : [noStays, unloggedPaths(setting)]
    for (const statement of steps) await transaction.run(statement)
    await stageDues(transaction, dues)
    await writeStays(transaction)
    await transaction.run(traced)
    for (const columns of await differing(transaction, from)) await transaction.run(written(columns, from))
  }
  await transaction.drop(temporary)
}

const noStays = sql`CREATE OR REPLACE TEMP TABLE path_stay AS SELECT * FROM stay LIMIT 0`

/**
 * What the tickets of a page come to, in the order of their keys: an update that jumps about among the rows of a large
 * table costs a hundred times as much.
 */
const traced = sql`CREATE OR REPLACE TEMP TABLE path_traced AS
  SELECT p.*, d.contact AS first_contact_due_at, d.due AS due_at, d.soon AS due_soon_at,
    CASE WHEN t.closed_at >= t.reported_at THEN t.closed_at <= d.due END AS on_time
  FROM ticket_path p JOIN ticket t ON t.key = p.ticket LEFT JOIN path_due d ON d.ticket = p.ticket
  ORDER BY p.ticket`

/** Whether these columns of a ticket say something else than its path `p`. */
function differs(columns: readonly string[]): Sql {
  const list = (of: string) => join(columns.map((column) => name(`${of}.${column}`)))
  return sql`row(${list('ticket')}) IS DISTINCT FROM row(${list('p')})`
}

function ofPage(from: number): Sql {
  return sql`ticket.key = p.ticket AND ticket.key >= ${from} AND ticket.key < ${from + page}`
}

/** The groups that differ in any ticket of a page: one look is cheaper than an update that finds nothing. */
async function differing(transaction: Transaction, from: number): Promise<readonly (readonly string[])[]> {
  const found = groups.map((columns) => sql`coalesce(bool_or(${differs(columns)}), FALSE)`)
  const [row] = await transaction.run(
    sql`SELECT [${join(found)}] AS found FROM ticket, path_traced p WHERE ${ofPage(from)}`,
  )
  const cells = Array.isArray(row?.found) ? row.found : []
  return groups.filter((_, index) => cells[index] === true)
}

/** A given deadline that another takes the place of is stored from then on. */
const keptGiven = assigned(
  'given_due_at',
  sql`CASE WHEN due_given AND ticket.given_due_s IS NULL AND p.due_at IS DISTINCT FROM ticket.due_at
    THEN ticket.due_at ELSE ticket.given_due_at END`,
)

/** A last move is stored where it is not the handling less the seconds at the last tier, or the dispatch where these are none. */
const keptMove = sql`CASE WHEN p.moved_at IS DISTINCT FROM
  coalesce(ticket.handled_at - to_seconds(p.tier_seconds), ticket.dispatched_at) THEN p.moved_at END`

/** The update of the tickets of a page whose path says something else now. */
function written(columns: readonly string[], from: number): Sql {
  const sets = columns.map((column) =>
    assigned(column, column === 'moved_at' ? keptMove : name(`p.${column}`)),
  )
  if (columns.includes('due_at')) sets.push(keptGiven)
  return sql`UPDATE ticket SET ${join(sets)} FROM path_traced p WHERE ${ofPage(from)} AND ${differs(columns)}`
}
