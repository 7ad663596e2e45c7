/** A finished answer that several can be given. */
export interface Copy {
  status: number
  headers: Headers
  /** null where there is none */
  body: Uint8Array<ArrayBuffer> | null
}

interface Flight {
  copy: Promise<Copy>
  /** aborts the work; done when the last who waits for it leaves */
  stop: AbortController
  waiting: number
}

/** Identical questions that are under way at one time are asked once. */
export class Flights {
  private readonly underWay = new Map<string, Flight>()

  /** The answer to the question `key`: of the flight under way, or of one that `work` makes. */
  async board(
    key: string,
    signal: AbortSignal,
    work: (signal: AbortSignal) => Promise<Response>,
  ): Promise<Copy> {
    let flight = this.underWay.get(key)
    if (!flight || flight.stop.signal.aborted) flight = this.start(key, work)
    const boarded = flight
    boarded.waiting++
    const leave = () => {
      boarded.waiting--
      if (boarded.waiting === 0) boarded.stop.abort()
    }
    if (signal.aborted) leave()
    else signal.addEventListener('abort', leave, { once: true })
    try {
      return await boarded.copy
    } finally {
      signal.removeEventListener('abort', leave)
    }
  }

  private start(key: string, work: (signal: AbortSignal) => Promise<Response>): Flight {
    const stop = new AbortController()
    const flight: Flight = { stop, waiting: 0, copy: copyOf(work(stop.signal)) }
    this.underWay.set(key, flight)
    const land = () => {
      if (this.underWay.get(key) === flight) this.underWay.delete(key)
    }
    flight.copy.then(land, land)
    return flight
  }
}

/** Answers that have no body, not even an empty one. */
const bodiless = new Set([204, 205, 304])

async function copyOf(answer: Promise<Response>): Promise<Copy> {
  const response = await answer
  const { status, headers } = response
  // to look at its stream would make one, which takes longer than to read it
  const body = new Uint8Array(await response.arrayBuffer())
  return { status, headers: new Headers(headers), body: bodiless.has(status) ? null : body }
}
