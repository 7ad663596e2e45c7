/** How often something may happen: `burst` at once, then one every `everyMs` milliseconds. */
export interface Pace {
  burst: number
  everyMs: number
}

/** Senders remembered before those that have been quiet are forgotten. */
const most = 10_000

/**
 * Keeps each of many senders to a pace, by the generic cell rate algorithm: of a sender nothing is remembered but the
 * instant at which all it has done would have been done at the even pace.
 */
export class Limiter {
  private readonly due = new Map<string, number>()

  constructor(private readonly pace: Pace) {}

  /** Senders that are remembered. */
  get size(): number {
    return this.due.size
  }

  /** Counts one of `sender` at `now` (milliseconds); answers 0, or the whole seconds to wait where it is too soon. */
  take(sender: string, now: number): number {
    const { burst, everyMs } = this.pace
    const due = Math.max(this.due.get(sender) ?? now, now)
    const early = due - now - (burst - 1) * everyMs
    if (early > 0) return Math.ceil(early / 1000)
    if (this.due.size >= most) this.forget(now)
    this.due.set(sender, due + everyMs)
    return 0
  }

  private forget(now: number): void {
    for (const [sender, due] of this.due) if (due <= now) this.due.delete(sender)
    // all of them are at it: the longest known goes
    const [first] = this.due.keys()
    if (this.due.size >= most && first !== undefined) this.due.delete(first)
  }
}
