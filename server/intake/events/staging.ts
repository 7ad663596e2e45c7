import { EventKind } from '@grid/data/contract'
import { type ColumnKind, type StagedCell, TextBytes } from '../../store/index.ts'
import { eventFields, type Fields, toldFields, type Value } from '../map/index.ts'
import type { KeyList, Register } from '../register.ts'

export type ToldField = keyof typeof toldFields

/** What a row of a file of events is read as: a line, and what it says of its ticket. */
export const logFields = {
  ...eventFields,
  'tickets.source': toldFields.source,
  'tickets.category': toldFields.category,
  'tickets.urgency': toldFields.urgency,
  'tickets.title': toldFields.title,
  'tickets.description': toldFields.description,
  'tickets.address': toldFields.address,
  'tickets.lon': toldFields.lon,
  'tickets.lat': toldFields.lat,
  'tickets.area': toldFields.area,
  'tickets.due_at': toldFields.due_at,
  'tickets.prior_ticket': toldFields.prior_ticket,
} as const satisfies Fields

export type LogField = keyof typeof logFields

const lineFieldNames = Object.keys(eventFields).filter(
  (name): name is keyof typeof eventFields => name in eventFields,
)

/** The fields of a row that tells so much of its ticket, in the order of {@link LogRows.cells} behind the row's number. */
export function logFieldNames(told: readonly ToldField[]): readonly LogField[] {
  return [...lineFieldNames, ...told.map((name) => `tickets.${name}` as const)]
}

const lineColumns = {
  row: 'integer',
  ticket: 'text',
  seq: 'integer',
  happened_at: 'double',
  kind: { choice: 'event_kind', of: EventKind.options },
  from_unit: 'integer',
  to_unit: 'integer',
  from_tier: 'integer',
  to_tier: 'integer',
  reason: 'text',
  due_at: 'double',
  holder: 'integer',
  holder_tier: 'integer',
} as const satisfies Record<string, ColumnKind>

const numbers: ReadonlySet<ToldField> = new Set(['lon', 'lat', 'due_at'])

/** The column that holds what a line says of its ticket. */
export function toldColumn(field: ToldField): string {
  return `told_${field}`
}

export const toldNames = Object.keys(toldFields).filter((name): name is ToldField => name in toldFields)

/**
 * The table that events are staged in, with what the lines tell of their tickets; `holder` is null on a line that names who
 * gave the ticket to whom.
 */
export function stagedEvent(told: readonly ToldField[]): Readonly<Record<string, ColumnKind>> {
  return {
    ...lineColumns,
    ...Object.fromEntries(told.map((name) => [toldColumn(name), numbers.has(name) ? 'double' : 'text'])),
  }
}

const order = Object.keys(lineColumns)
const place = (column: keyof typeof lineColumns) => order.indexOf(column)
const given = [place('from_unit'), place('to_unit'), place('from_tier'), place('to_tier')]
const holder = [place('holder'), place('holder_tier')]

/** Places of a staged line that hold keys of the centre's lists. */
export const lineRegisters: readonly (readonly [number, Register])[] = [
  [place('from_unit'), 'unit'],
  [place('to_unit'), 'unit'],
  [place('holder'), 'unit'],
  [place('from_tier'), 'tier'],
  [place('to_tier'), 'tier'],
  [place('holder_tier'), 'tier'],
]

/** Makes staged rows of read ones: keys for the ids of units and tiers. */
export class LogRows {
  /** the last staged row; one array for all rows */
  readonly cells: StagedCell[]

  /** @param width how many fields a row has */
  constructor(
    width: number,
    private readonly keys: Readonly<Record<Register, KeyList>>,
    private readonly flag: (reason: string) => void,
  ) {
    this.cells = new Array<StagedCell>(width + 1).fill(null)
  }

  stage(row: number, values: readonly Value[]): void {
    const { cells, keys } = this
    cells[0] = row
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!
      cells[i + 1] = typeof value === 'object' && !(value instanceof TextBytes) ? null : value
    }
    // a line that names giver or taker needs nobody to conclude them
    if (given.some((slot) => cells[slot] !== null)) for (const slot of holder) cells[slot] = null
    let unknown = false
    for (let i = 0; i < lineRegisters.length; i++) {
      const [slot, register] = lineRegisters[i]!
      const id = cells[slot]
      if (typeof id !== 'string') continue
      const key = keys[register].key(id)
      cells[slot] = key
      unknown ||= register === 'unit' && keys.unit.isNew(key)
    }
    if (unknown) this.flag('unknown_unit')
  }
}
