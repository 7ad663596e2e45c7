import { Placed, Status, Urgency } from '@grid/data/contract'
import { type Choice, type ColumnKind, join, name, type Sql, sql } from '../../store/index.ts'
import { pointFlags } from '../locate/index.ts'
import type { ticketFields } from '../map/index.ts'

const choice = (name: string, of: readonly string[]): Choice => ({ choice: name, of })

/**
 * The staging table of tickets: the row's number, the contract's fields in their order, and what placing found.
 * Instants are milliseconds: a double is cheaper to hand over than an engine value, and SQL makes it a TIMESTAMP.
 */
export const stagedTicket = {
  row: 'integer',
  id: 'text',
  source: 'integer',
  category: 'integer',
  urgency: choice('urgency', Urgency.options),
  title: 'text',
  description: 'text',
  address: 'text',
  given_x: 'double',
  given_y: 'double',
  area_code: 'text',
  reported_at: 'double',
  filed_at: 'double',
  dispatched_at: 'double',
  signed_at: 'double',
  first_contact_at: 'double',
  handled_at: 'double',
  verified_at: 'double',
  closed_at: 'double',
  given_due_at: 'double',
  status: choice('status', Status.options),
  tier: 'integer',
  unit: 'integer',
  solved_tier: 'integer',
  returns: 'integer',
  transfers: 'integer',
  reworks: 'integer',
  supervised: 'boolean',
  suspended: 'boolean',
  unreasonable: 'boolean',
  contacted: 'boolean',
  solved: 'boolean',
  satisfied: 'boolean',
  prior_ticket: 'text',
  lon: 'double',
  lat: 'double',
  cell: 'bigint',
  point_flag: choice('point_flag', pointFlags),
  placed: choice('placed', Placed.options),
  area0: 'integer',
  area1: 'integer',
  area2: 'integer',
  area3: 'integer',
  area4: 'integer',
  area5: 'integer',
  // local days of the centre's zone, since 1970
  day: 'integer',
  closed_day: 'integer',
  // what the rules of time come to while there is no log
  first_contact_due_at: 'double',
  due_at: 'double',
  due_soon_at: 'double',
} as const satisfies Record<string, ColumnKind>

export type StagedTicketColumn = keyof typeof stagedTicket

const order: readonly string[] = Object.keys(stagedTicket)

/** Place of a column in a staged row. */
export function placeOf(column: StagedTicketColumn): number {
  return order.indexOf(column)
}

/** Columns that are there whatever the mapping names: intake sets them. */
const always: ReadonlySet<string> = new Set([
  'row',
  'urgency',
  'closed_at',
  'status',
  'lon',
  'lat',
  'cell',
  'point_flag',
  'placed',
  'day',
  'closed_day',
  'first_contact_due_at',
  'due_at',
  'due_soon_at',
])
/** Columns called otherwise than their fields. */
const fieldOf: Readonly<Record<string, string>> = {
  given_x: 'lon',
  given_y: 'lat',
  area_code: 'area',
  given_due_at: 'due_at',
}

/** The part of the staging table that a file fills: a column that is null in every row is not handed over. */
export class StagedColumns {
  readonly kinds: Readonly<Record<string, ColumnKind>>
  /** places of these columns in a full row */
  readonly places: readonly number[]

  /** @param levels how many levels the centre has */
  constructor(fields: readonly (keyof typeof ticketFields)[], levels: number) {
    const mapped: ReadonlySet<string> = new Set(fields)
    const filled = Object.entries(stagedTicket).filter(([column]) => {
      const depth = /^area(\d)$/.exec(column)?.[1]
      if (depth !== undefined) return Number(depth) < levels
      return always.has(column) || mapped.has(fieldOf[column] ?? column)
    })
    this.kinds = Object.fromEntries(filled)
    this.places = filled.map(([column]) => order.indexOf(column))
  }

  /** The staged rows, of the table `from`, with every column, null where the file fills none. */
  rows(from: Sql = sql`staged_ticket`): Sql {
    const missing = Object.entries(stagedTicket).filter(([column]) => !(column in this.kinds))
    const nulls = missing.map(
      ([column, kind]) =>
        sql`CAST(NULL AS ${typeof kind === 'object' ? name(kind.choice) : engineType[kind]}) AS ${name(column)}`,
    )
    return sql`(SELECT ${join([sql`*`, ...nulls])} FROM ${from})`
  }
}

const engineType: Readonly<Record<'text' | 'integer' | 'bigint' | 'double' | 'boolean', Sql>> = {
  text: sql`VARCHAR`,
  integer: sql`INTEGER`,
  bigint: sql`BIGINT`,
  double: sql`DOUBLE`,
  boolean: sql`BOOLEAN`,
}
