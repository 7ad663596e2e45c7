import { handOvers, type Pause } from './due-clock.ts'
import type { LogLine } from './log.ts'

/** A ticket's stay with one unit. Instants in ms since 1970. */
export interface Stay {
  /** null where the log does not say */
  unit: string | null
  tier: string | null
  receivedAt: number
  signedAt: number | null
  /** handed on, handled or closed; null while the unit has it to do */
  leftAt: number | null
  /** the deadline when it left, or now */
  dueAt: number | null
}

/** A stay with its times. What it was suspended counts as neither waiting nor working. */
export interface Hop extends Stay {
  /** from receipt to signature; all the time of a unit that did not sign */
  waitingSeconds: number
  /** from signature to leaving */
  workingSeconds: number
  pausedSeconds: number
}

/** Who had the ticket while its log is read line by line: received, signed, left. */
export class StayClock {
  readonly stays: Stay[] = []

  /** `due` is the deadline after the line. */
  take(line: LogLine, due: number | null): void {
    const last = this.stays.at(-1)
    const present = last?.leftAt === null ? last : undefined
    if (line.kind === 'reworked') {
      if (last && !present) this.receive(line.at, line.toUnit ?? last.unit, last.tier, due)
      return
    }
    if (handOvers.has(line.kind) && !(present && staysWith(present, line))) {
      if (present) present.leftAt = line.at
      this.receive(line.at, line.toUnit, line.toTier, due)
      return
    }
    if (!present) return
    present.dueAt = due
    if (line.kind === 'signed' && signs(present, line)) present.signedAt ??= line.at
    if (line.kind === 'handled' || line.kind === 'closed') present.leftAt = line.at
  }

  private receive(receivedAt: number, unit: string | null, tier: string | null, dueAt: number | null): void {
    this.stays.push({ unit, tier, receivedAt, signedAt: null, leftAt: null, dueAt })
  }
}

/** A dispatch to the unit that has it already hands nothing over. */
function staysWith({ unit, tier }: Stay, { toUnit, toTier }: LogLine): boolean {
  return unit !== null && unit === toUnit && (toTier === null || toTier === tier)
}

/** The signature of a helper is not the holder's. */
function signs({ unit }: Stay, { fromUnit, toUnit }: LogLine): boolean {
  const named = [fromUnit, toUnit].filter((one) => one !== null)
  return unit === null || named.length === 0 || named.includes(unit)
}

/** The times of a stay up to an instant. */
export function timed(stay: Stay, pauses: readonly Pause[], asOf: number): Hop {
  const { receivedAt, signedAt, leftAt } = stay
  const end = leftAt ?? asOf
  const signed = signedAt ?? end
  const paused = (from: number, to: number): number =>
    pauses.reduce((sum, pause) => sum + overlap(from, to, pause.from, pause.to ?? asOf), 0)
  const atWork = (from: number, to: number): number =>
    Math.floor((Math.max(0, to - from) - paused(from, to)) / 1000)
  return {
    ...stay,
    waitingSeconds: atWork(receivedAt, signed),
    workingSeconds: atWork(signed, end),
    pausedSeconds: Math.floor(paused(receivedAt, end) / 1000),
  }
}

function overlap(from: number, to: number, otherFrom: number, otherTo: number): number {
  return Math.max(0, Math.min(to, otherTo) - Math.max(from, otherFrom))
}
