import { ProblemError } from '../problems.ts'

/** How much may be done at once, and how many may wait for it. */
export interface Width {
  atOnce: number
  waiting: number
}

/** Lets so much be done at once; some wait, and who comes when too many do is sent away: what is dear stays bounded. */
export class Gate {
  private within = 0
  private readonly waiting: (() => void)[] = []

  constructor(private readonly width: Width) {}

  /** Does the work when it is its turn. Throws a 429 problem where too many wait already. */
  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.within < this.width.atOnce) this.within++
    else if (this.waiting.length < this.width.waiting)
      await new Promise<void>((resolve) => this.waiting.push(resolve))
    else throw new ProblemError(429, 'Too many are logging in just now: wait a moment.', [], 5)
    try {
      return await work()
    } finally {
      // whoever is next takes this place, so that nobody slips in between
      const next = this.waiting.shift()
      if (next) next()
      else this.within--
    }
  }
}
