import type { EventKind } from '@grid/data/contract'

/** What the clocks read of one line of a ticket's log. Instants in ms since 1970. */
export interface LogLine {
  at: number
  kind: EventKind
  fromUnit: string | null
  toUnit: string | null
  toTier: string | null
  dueAt: number | null
}

/** A line of a log as intake accepts it or the API answers it. */
export interface WrittenLine {
  at: string
  kind: EventKind
  from_unit?: string | null | undefined
  to_unit?: string | null | undefined
  to_tier?: string | null | undefined
  due_at?: string | null | undefined
}

/** Reads a line; a RangeError where a time is none. */
export function logLine(line: WrittenLine): LogLine {
  return {
    at: instant(line.at),
    kind: line.kind,
    fromUnit: line.from_unit ?? null,
    toUnit: line.to_unit ?? null,
    toTier: line.to_tier ?? null,
    dueAt: line.due_at == null ? null : instant(line.due_at),
  }
}

function instant(text: string): number {
  const ms = Date.parse(text)
  if (Number.isNaN(ms)) throw new RangeError(`not an instant: ${text}`)
  return ms
}
