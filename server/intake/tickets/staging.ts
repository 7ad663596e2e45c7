import type { ColumnKind } from '../../store/index.ts'

/**
 * The staging table of tickets: the row's number, the contract's fields in their order, and what placing found.
 * Instants are milliseconds: a double is cheaper to hand over than an engine value, and SQL makes it a TIMESTAMP.
 */
export const stagedTicket = {
  row: 'integer',
  id: 'text',
  source: 'integer',
  category: 'integer',
  urgency: 'text',
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
  due_at: 'double',
  status: 'text',
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
  point_flag: 'text',
  placed: 'text',
  area0: 'integer',
  area1: 'integer',
  area2: 'integer',
  area3: 'integer',
  area4: 'integer',
  area5: 'integer',
} as const satisfies Record<string, ColumnKind>

export type StagedTicketColumn = keyof typeof stagedTicket

const order: readonly string[] = Object.keys(stagedTicket)

/** Place of a column in a staged row. */
export function placeOf(column: StagedTicketColumn): number {
  return order.indexOf(column)
}
