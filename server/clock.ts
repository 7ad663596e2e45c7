/** The only source of "now". Everything that depends on the present is handed one. */
export interface Clock {
  /** milliseconds since 1970-01-01T00:00Z */
  now(): number
}

export const systemClock: Clock = { now: () => Date.now() }

/** A clock that stands still, for tests and rebuilds. */
export function clockAt(instant: string): Clock {
  const at = Date.parse(instant)
  if (Number.isNaN(at)) throw new RangeError(`not an instant: ${instant}`)
  return { now: () => at }
}
