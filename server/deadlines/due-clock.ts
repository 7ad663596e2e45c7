import type { EventKind } from '@grid/data/contract'
import { allowanceOf, type Deadlines } from './deadlines.ts'
import { afterCounted, counted, dueSoonAt, type Running } from './due-soon.ts'
import type { LogLine } from './log.ts'
import type { RuledTicket } from './rule.ts'

/** Events that give the ticket to a unit. */
export const handOvers: ReadonlySet<EventKind> = new Set([
  'reported',
  'dispatched',
  'transferred',
  'escalated',
  'returned',
  'reopened',
])

/** Events after which a suspended ticket is at work again, or done. */
const endsPause: ReadonlySet<EventKind> = new Set([
  'resumed',
  'dispatched',
  'transferred',
  'escalated',
  'returned',
  'handled',
  'reworked',
  'reopened',
  'closed',
])

/** Events that begin an allowance; a step to another tier does too, a return does not. */
const begins: ReadonlySet<EventKind> = new Set(['reported', 'dispatched', 'reopened'])

export interface Pause {
  from: number
  /** null while it lasts */
  to: number | null
}

/**
 * The deadline of a ticket while its log is read line by line. Signing moves nothing here. A suspension holds the
 * allowance, and what was left of it goes on when the ticket is resumed. The rules of the pack count until the log
 * names a deadline; from then on only the log moves it.
 */
export class DueClock {
  readonly pauses: Pause[] = []
  private running: Running | null = null
  private tier: string | null
  private told = false

  /** `carried`: the deadline of a ticket whose log names none; it stands as it is. */
  constructor(
    private readonly deadlines: Deadlines,
    private readonly about: RuledTicket,
    private readonly carried: number | null,
  ) {
    this.tier = about.tier ?? null
  }

  get due(): number | null {
    return this.running?.due ?? null
  }

  get dueSoon(): number | null {
    const { running, deadlines } = this
    return running && dueSoonAt(running, deadlines.dueSoonFrom, deadlines.calendar)
  }

  get isPaused(): boolean {
    return this.pauses.at(-1)?.to === null
  }

  take({ at, kind, toTier, dueAt }: LogLine): void {
    const pause = this.pauses.at(-1)
    if (kind === 'suspended' && pause?.to !== null) this.pauses.push({ from: at, to: null })
    if (pause?.to === null && endsPause.has(kind)) {
      pause.to = at
      this.goOn(pause.from, at)
    }
    const steps = handOvers.has(kind) && kind !== 'returned' && toTier !== null && toTier !== this.tier
    if (handOvers.has(kind)) this.tier = toTier ?? this.tier
    const anew = begins.has(kind) || steps
    if (dueAt !== null) this.set(dueAt, at, anew || kind === 'resumed')
    else if (this.carried !== null) this.carry(this.carried, at, anew)
    else if (anew && !this.told) this.begin(at)
  }

  /** A deadline that the log names. One that it repeats changes nothing, one that it moves keeps its beginning. */
  private set(due: number, at: number, anew: boolean): void {
    this.told = true
    const { running } = this
    if (running?.due === due) return
    if (running && !anew) this.running = { ...running, due }
    else this.running = { since: at, spent: 0, due, base: this.base() }
  }

  private carry(due: number, at: number, anew: boolean): void {
    if (!this.running || (anew && at < due)) this.running = { since: at, spent: 0, due, base: this.base() }
  }

  private begin(at: number): void {
    const allowance = allowanceOf(this.deadlines, { ...this.about, tier: this.tier }, at)
    this.running = allowance && { since: at, spent: 0, due: allowance.due, base: allowance.limit.base }
  }

  /** What was left of the allowance at the beginning of a pause is left at its end; what was overdue stays overdue. */
  private goOn(from: number, to: number): void {
    const { running, carried } = this
    if (!running || carried !== null || running.due <= from) return
    const { since, spent, due, base } = running
    const { calendar } = this.deadlines
    const left = counted(from, due, base, calendar)
    this.running = {
      since: to,
      spent: spent + counted(since, from, base, calendar),
      // a deadline at night may leave no working time: the rest of the night is left then
      due: left > 0 ? afterCounted(to, left, base, calendar) : to + (due - from),
      base,
    }
  }

  private base(): Running['base'] {
    return this.deadlines.ruleOf({ ...this.about, tier: this.tier })?.limit.base ?? null
  }
}
