import { outlasting } from '../../centre/index.ts'
import { empty, join, name, type Sql, sql } from '../../store/index.ts'
import { givenDue } from '../given-due.ts'
import { type Setting, unloggedPath } from '../path/index.ts'
import { isOpen, kindOf } from '../status-kind.ts'
import { type Stored, stored } from '../stored.ts'
import { wgs84 } from '../systems.ts'
import { type StagedTicketColumn, stagedTicket } from './staging.ts'

const instants: ReadonlySet<string> = new Set([
  'reported_at',
  'filed_at',
  'dispatched_at',
  'signed_at',
  'first_contact_at',
  'handled_at',
  'verified_at',
  'closed_at',
  'given_due_at',
  'first_contact_due_at',
  'due_at',
  'due_soon_at',
])
/** Bits of `given_counts`. */
const countBits: Readonly<Record<string, number>> = { returns: 1, transfers: 2, reworks: 4 }
const truths: ReadonlySet<string> = new Set(['supervised', 'suspended', 'unreasonable'])
const enums: ReadonlySet<string> = new Set(['urgency', 'status', 'placed', 'point_flag'])

/** What a new ticket has by the rules of time; that of a known one is told by its log too. */
const dueColumns = ['first_contact_due_at', 'due_at', 'due_soon_at'] as const

/** Columns that follow from others at every write. */
export const derivedColumns = [
  'status_kind',
  'day',
  'closed_day',
  'handling_seconds',
  'outlasts',
  'given_crs',
  'given_counts',
  'due_given',
] as const

/** The staged columns that say of a ticket what its row says, all but the row's number and what follows from rules. */
export const keptColumns: readonly StagedTicketColumn[] = Object.keys(stagedTicket).filter(isKept)

function isKept(column: string): column is StagedTicketColumn {
  return column !== 'row' && ![...dueColumns, ...derivedColumns].some((derived) => derived === column)
}

/** Whether a staged row `f` of a file in this system gives the very pair that its point is. */
function isPoint(crs: string | null): Sql {
  return crs === wgs84 ? sql`(f.given_x = f.lon AND f.given_y = f.lat) IS TRUE` : sql`FALSE`
}

/**
 * Staged tickets as the columns of `ticket`, with what follows from them: the kind of the status; seconds from report to
 * handling, else to closing, none where times contradict. Counts stay null where the row gives none. Deadlines are the business of `intake/path`, which knows the log.
 * `more` are columns of the staged rows besides.
 */
export function typedTickets(staged: Sql, crs: string | null, more: readonly string[] = []): Sql {
  const plain = [...keptColumns, ...dueColumns].map((column) => {
    const [c, given] = [name(column), name(`f.${column}`)]
    if (instants.has(column)) return sql`${at(given)} AS ${c}`
    // the pair as given is kept where it is not the point itself
    if (column === 'given_x' || column === 'given_y')
      return sql`CASE WHEN NOT ${isPoint(crs)} THEN ${given} END AS ${c}`
    if (truths.has(column)) return sql`coalesce(${given}, FALSE) AS ${c}`
    // the types are called like the columns
    if (enums.has(column)) return sql`CAST(${given} AS ${c}) AS ${c}`
    return given
  })
  const others = more.map((column) => sql`${name(`f.${column}`)},`)
  return sql`SELECT f.row, ${join(plain)}, ${join([empty, ...others], ' ')}
    ${kindOf(sql`f.status`)} AS status_kind,
    CAST('1970-01-01' AS DATE) + f.day AS day,
    CAST('1970-01-01' AS DATE) + f.closed_day AS closed_day,
    CASE WHEN coalesce(f.handled_at, f.closed_at) >= f.reported_at
      THEN TRY_CAST(floor((coalesce(f.handled_at, f.closed_at) - f.reported_at) / 1000) AS INTEGER)
      END AS handling_seconds,
    ${outlasting({
      open: isOpen(sql`f.status`),
      reportedAt: at(sql`f.reported_at`),
      handledAt: at(sql`f.handled_at`),
      closedAt: at(sql`f.closed_at`),
    })} AS outlasts,
    CASE WHEN ${isPoint(crs)} OR (f.given_x IS NULL AND f.given_y IS NULL) THEN NULL
      ELSE CAST(${crs} AS VARCHAR) END AS given_crs,
    f.given_due_at IS NOT NULL AS due_given,
    CAST(${bit('f.returns', 1)} + ${bit('f.transfers', 2)} + ${bit('f.reworks', 4)} AS UTINYINT) AS given_counts
    FROM ${staged} f`
}

function bit(column: string, value: number): Sql {
  return sql`CASE WHEN ${name(column)} IS NULL THEN 0 ELSE ${value} END`
}

function at(milliseconds: Sql): Sql {
  return sql`epoch_ms(CAST(${milliseconds} AS BIGINT))`
}

/**
 * TRUE where the columns of one row, as a file gives them, differ from those of another as stored; a count that is not
 * given differs from nothing.
 */
export function differs(one: string, other: string): Sql {
  const compared = [...keptColumns, 'given_crs' as const, 'given_counts' as const].map((column) => {
    const a = name(`${one}.${column}`)
    const b = column === 'given_due_at' ? givenDue(other) : name(`${other}.${column}`)
    return column in countBits ? sql`${a} <> ${b}` : sql`${a} IS DISTINCT FROM ${b}`
  })
  return sql`coalesce(${join(compared, ' OR ')}, FALSE)`
}

/** What is written of a new ticket, a row `s` of {@link typedTickets}, with what its path comes to before it has a log. */
export const insertedColumns = (setting: Setting): readonly Stored[] => [
  ...[...keptColumns, ...derivedColumns, ...dueColumns].flatMap((column) => stored(column, inserted(column))),
  ['on_time', sql`CASE WHEN s.closed_at >= s.reported_at THEN s.closed_at <= s.due_at END`],
  ...unloggedPath('s', setting).flatMap(([column, value]) => stored(column, value)),
]

function inserted(column: string): Sql {
  const c = name(`s.${column}`)
  // kept where another deadline counts
  if (column === 'given_due_at') return sql`CASE WHEN ${c} IS DISTINCT FROM s.due_at THEN ${c} END`
  return column in countBits ? sql`coalesce(${c}, 0)` : c
}

/** The value of a column of a known ticket `t`: a count that no row ever gave stays what the log has made it. */
export function updated(column: string): Sql {
  const c = name(`s.${column}`)
  const bitOf = countBits[column]
  if (bitOf === undefined) return c
  return sql`coalesce(${c}, CASE WHEN (ticket.given_counts & CAST(${bitOf} AS UTINYINT)) = 0
    THEN ${name(`ticket.${column}`)} ELSE 0 END)`
}
