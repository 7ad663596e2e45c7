import { AreaKind, EventKind, Status, Urgency } from '@grid/data/contract'

/** What a field of ours holds; decides how a cell is read. `max` is the longest text taken. */
export type FieldKind =
  | { is: 'code' }
  | { is: 'text'; max: number }
  | { is: 'choice'; of: readonly string[] }
  | { is: 'whole'; max: number }
  | { is: 'coordinate' }
  | { is: 'truth' }
  | { is: 'instant' }
  | { is: 'day' }
  | { is: 'geometry' }

export interface Field {
  kind: FieldKind
  /** a row without it is rejected, a mapping without it refused */
  required?: true
  /** goes to the database as it is written: nothing on the way looks into it */
  asIs?: true
}

/** Our fields of one kind of file, by name. */
export type Fields = Readonly<Record<string, Field>>

const code: Field = { kind: { is: 'code' } }
const instant: Field = { kind: { is: 'instant' } }
const truth: Field = { kind: { is: 'truth' } }
const day: Field = { kind: { is: 'day' } }
const coordinate: Field = { kind: { is: 'coordinate' } }
const count: Field = { kind: { is: 'whole', max: 60_000 } }
const people: Field = { kind: { is: 'whole', max: 2_147_483_647 } }
const text = (max: number): Field => ({ kind: { is: 'text', max } })
const choice = (of: readonly string[]): Field => ({ kind: { is: 'choice', of } })
const asIs = (field: Field): Field => ({ ...field, asIs: true })
const required = (field: Field): Field => ({ ...field, required: true })

/** The contract's `Ticket`, in the order of the staging table. */
export const ticketFields = {
  id: asIs(required(code)),
  source: code,
  category: code,
  urgency: choice(Urgency.options),
  title: asIs(text(500)),
  description: asIs(text(20_000)),
  address: asIs(text(500)),
  lon: coordinate,
  lat: coordinate,
  area: code,
  reported_at: required(instant),
  filed_at: instant,
  dispatched_at: instant,
  signed_at: instant,
  first_contact_at: instant,
  handled_at: instant,
  verified_at: instant,
  closed_at: instant,
  due_at: instant,
  status: choice(Status.options),
  tier: code,
  unit: code,
  solved_tier: code,
  returns: count,
  transfers: count,
  reworks: count,
  supervised: truth,
  suspended: truth,
  unreasonable: truth,
  contacted: truth,
  solved: truth,
  satisfied: truth,
  prior_ticket: asIs(code),
} as const satisfies Fields

/** The contract's `LogLine`. */
export const eventFields = {
  ticket: asIs(required(code)),
  seq: { kind: { is: 'whole', max: 2_000_000_000 } },
  at: required(instant),
  kind: required(choice(EventKind.options)),
  from_unit: code,
  to_unit: code,
  from_tier: code,
  to_tier: code,
  reason: asIs(text(500)),
  due_at: instant,
  unit: code,
  tier: code,
} as const satisfies Fields

/** What a log may say of the ticket itself: its clocks and its state follow from the lines. */
export const toldFields = {
  source: ticketFields.source,
  category: ticketFields.category,
  urgency: ticketFields.urgency,
  title: ticketFields.title,
  description: ticketFields.description,
  address: ticketFields.address,
  lon: ticketFields.lon,
  lat: ticketFields.lat,
  area: ticketFields.area,
  due_at: ticketFields.due_at,
  prior_ticket: ticketFields.prior_ticket,
} as const satisfies Fields

/** The contract's `Area` with its outline. */
export const areaFields = {
  code: required(code),
  name: required(text(200)),
  nameEn: text(200),
  level: code,
  parent: code,
  kind: choice(AreaKind.options),
  lead: text(200),
  households: people,
  population: people,
  validFrom: day,
  validTo: day,
  geometry: { kind: { is: 'geometry' } },
} as const satisfies Fields
