/** Tickets that hold the display for a while. Times are of a steady clock in ms. */
export interface Interruption<T> {
  /** newest first */
  tickets: readonly T[]
  from: number
  until: number
}

/** Whether something holds the display, what waits to, and until when nothing may. */
export interface Interrupting<T> {
  now: Interruption<T> | null
  waiting: readonly T[]
  quietUntil: number
}

export const uninterrupted: Interrupting<never> = { now: null, waiting: [], quietUntil: 0 }

/** Tickets named at once; the ticker has the others. */
const most = 6
/** How many times the limit further tickets may draw an interruption out. */
const longest = 3

/**
 * What becomes of an interruption at `now` with tickets that have just come. It ends `limit` after the last of them and
 * never later than three times that from the first; then the scenes have the display for as long before the next.
 */
export function interrupted<T extends { id: string }>(
  before: Interrupting<T>,
  fresh: readonly T[],
  now: number,
  limit: number,
): Interrupting<T> {
  let { now: held, waiting, quietUntil } = before
  if (held && now >= held.until) {
    quietUntil = held.until + limit
    held = null
  }
  const known = new Set([...(held?.tickets ?? []), ...waiting].map(({ id }) => id))
  const coming = fresh.filter(({ id }) => !known.has(id))
  if (held) {
    if (coming.length > 0)
      held = {
        tickets: [...coming.toReversed(), ...held.tickets].slice(0, most),
        from: held.from,
        until: Math.min(now + limit, held.from + longest * limit),
      }
  } else {
    waiting = [...coming.toReversed(), ...waiting].slice(0, most)
    if (waiting.length > 0 && now >= quietUntil) {
      held = { tickets: waiting, from: now, until: now + limit }
      waiting = []
    }
  }
  const same = held === before.now && waiting.length === 0 && before.waiting.length === 0
  return same && quietUntil === before.quietUntil ? before : { now: held, waiting, quietUntil }
}

/** When something changes by itself next; null where nothing will. */
export function nextChange({ now, waiting, quietUntil }: Interrupting<unknown>): number | null {
  if (now) return now.until
  return waiting.length > 0 ? quietUntil : null
}
