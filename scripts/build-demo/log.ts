import type { EventKind, Urgency } from '@grid/data/contract'
import { allowanceOf, type Deadlines } from '../../server/deadlines/index.ts'
import type { Handler } from './handlers.ts'
import { dayAt, instantOf, type Minute, minuteAt, minutesPerDay } from './local-time.ts'
import type { Random } from './random.ts'

/**
 * One line of a log. `from` is who acts, `to` is who gets the ticket; co-assigning names a helper without moving the
 * ticket.
 */
export interface LogLine {
  at: Minute
  kind: EventKind
  from?: Handler
  to?: Handler
  reason?: string
  due?: Minute
}

/** When somebody is at work: the same minute where it is worked, else the next that is. */
type Hours = (minute: Minute) => Minute

/** 7:30 to 21:00 on every day of the year. */
const everyDay: Hours = (minute) => {
  const midnight = dayAt(minute) * minutesPerDay
  const opens = midnight + 7 * 60 + 30
  return minute < midnight + 21 * 60 ? Math.max(minute, opens) : opens + minutesPerDay
}

/** Minutes after opening at which work that waited for it is reached. */
const turn = [0, 15, 45, 120, 240, 430]

/** Units on duty day and night. */
const onDuty = new Set([
  'centre',
  'water_company',
  'municipal_works',
  'power_company',
  'gas_company',
  'heating_company',
  'fire_rescue',
  'traffic_police',
  'public_security',
])

/** A ticket's log while it is being written: the present minute, who has the ticket, and until when. */
export class Log {
  readonly lines: LogLine[] = []
  now: Minute
  holder: Handler
  due: Minute | undefined

  constructor(
    private readonly deadlines: Deadlines,
    private readonly about: { category: string; urgency: Urgency },
    at: Minute,
    receiver: Handler,
    finder: Handler | undefined,
    private readonly random: Random,
  ) {
    this.now = at
    this.holder = receiver
    this.lines.push({ at, kind: 'reported', ...(finder && { from: finder }), to: receiver })
  }

  /** Time passes; work goes on when the unit is at work, and at once where there is danger. */
  wait(minutes: number, who: Handler = this.holder): this {
    return this.until(this.now + minutes, who)
  }

  until(at: Minute, who: Handler = this.holder): this {
    return this.goTo(at, onDuty.has(who.unit) ? undefined : this.hoursOf(who))
  }

  /** Time passes until people may be called: not at night, but where there is danger. */
  waitAwake(minutes: number): this {
    return this.goTo(this.now + minutes, everyDay)
  }

  /** Something the holder does that moves nothing. */
  note(kind: EventKind, extra: { by?: Handler; reason?: string } = {}): this {
    const { by = this.holder, reason } = extra
    this.lines.push({ at: this.now, kind, from: by, ...(reason !== undefined && { reason }) })
    return this
  }

  /** The ticket goes to another unit. Between units of one tier the clock runs on; else a new allowance starts. */
  pass(kind: 'dispatched' | 'escalated' | 'transferred', to: Handler, reason?: string): this {
    if (to.tier !== this.holder.tier || this.due === undefined) this.restart(to)
    this.lines.push({
      at: this.now,
      kind,
      from: this.holder,
      to,
      ...(reason !== undefined && { reason }),
      ...(this.due !== undefined && { due: this.due }),
    })
    this.holder = to
    return this
  }

  /** Back to whoever sent it; the clock runs on. */
  giveBack(kind: 'returned' | 'reopened', to: Handler, reason: string): this {
    const from = kind === 'returned' ? this.holder : to
    this.lines.push({ at: this.now, kind, from, to, reason })
    this.holder = to
    return this
  }

  /** A helper joins, the holder stays. */
  join(helper: Handler): this {
    this.lines.push({ at: this.now, kind: 'co_assigned', from: this.holder, to: helper })
    return this
  }

  /** The verifier finds it unsolved: the holder works on. */
  rework(verifier: Handler, reason: string): this {
    this.lines.push({ at: this.now, kind: 'reworked', from: verifier, to: this.holder, reason })
    return this
  }

  /** Work goes on after a suspension, with a new allowance. */
  resume(): this {
    this.restart(this.holder)
    this.lines.push({
      at: this.now,
      kind: 'resumed',
      from: this.holder,
      ...(this.due !== undefined && { due: this.due }),
    })
    return this
  }

  /** A pause of so many minutes from the distribution of the quantiles. */
  waitAbout(quantiles: readonly number[], who: Handler = this.holder): this {
    return this.wait(this.random.quantile(quantiles), who)
  }

  private restart({ tier }: Handler): void {
    const allowance = allowanceOf(this.deadlines, { ...this.about, tier }, instantOf(this.now))
    if (!allowance) throw new Error(`no deadline for ${this.about.category} at tier ${tier}`)
    this.due = minuteAt(allowance.due)
  }

  private hoursOf({ tier }: Handler): Hours {
    return tier === 'grid' || tier === 'community' ? everyDay : this.officeHours
  }

  private readonly officeHours: Hours = (minute) =>
    minuteAt(this.deadlines.calendar.nextWorked(instantOf(minute)))

  /** At least a minute later, and in working hours where there are any; what waited for the morning takes its turn. */
  private goTo(at: Minute, hours: Hours | undefined): this {
    const earliest = Math.max(this.now + 1, Math.floor(at))
    const worked = hours && this.about.urgency !== 'danger' ? hours(earliest) : earliest
    this.now = worked > earliest ? worked + Math.floor(this.random.quantile(turn)) : earliest
    return this
  }
}
