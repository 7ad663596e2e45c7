import type { EventKind } from '@grid/data/contract'
import { number, numberOrNull } from '../centre/index.ts'
import { join, name, type Row, type Sql } from '../store/index.ts'

/** What happens to a ticket once, in the order it does, and the kind of line that tells of it. */
const happenings = {
  reported: 'reported',
  filed: 'filed',
  dispatched: 'dispatched',
  signed: 'signed',
  first_contact: 'contacted',
  handled: 'handled',
  verified: 'verified',
  closed: 'closed',
} as const satisfies Record<string, EventKind>

type Happening = keyof typeof happenings

const all = Object.keys(happenings) as Happening[]

/** The columns of clocks of ticket `t`, as they are kept: instants are made of them here in less time than the engine takes. */
export function clockColumns(clocks: readonly (Happening | 'due')[] = all): Sql {
  return join(clocks.flatMap((clock) => [name(`t.${clock}_s`), name(`t.${clock}_us`)]))
}

/** When a clock of a row stands, in microseconds since 1970; null where it tells nothing. */
export function microsecondsOf(row: Row, clock: Happening | 'due'): number | null {
  const seconds = numberOrNull(row[`${clock}_s`])
  return seconds === null ? null : seconds * 1_000_000 + number(row[`${clock}_us`])
}

/** The same as ISO 8601 in UTC, to the millisecond. */
export function clockOf(row: Row, clock: Happening | 'due'): string | null {
  const at = microsecondsOf(row, clock)
  return at === null ? null : written(at)
}

/** An instant that is kept as seconds since 1970 with their fraction. */
export function instantOf(seconds: number): string {
  return written(Math.round(seconds * 1_000_000))
}

/** What a ticket tells by its clocks, in their order; one without a log is told of by nothing else. */
export function toldBy(row: Row): { kind: EventKind; at: string }[] {
  return all.flatMap((clock) => {
    const at = clockOf(row, clock)
    return at === null ? [] : [{ kind: happenings[clock], at }]
  })
}

function written(microseconds: number): string {
  return new Date(Math.trunc(microseconds / 1000)).toISOString()
}
