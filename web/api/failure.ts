import { Problem } from '@grid/data/contract'
import { z } from 'zod'

/** A question the server refused or failed; `problem` is what it said, null where it did not answer at all. */
export class Failure extends Error {
  override readonly name = 'Failure'
  readonly problem: Problem | null
  /** of HTTP; null where there was no answer */
  readonly status: number | null
  /** seconds after which it may be asked again, where the server says so */
  readonly retryAfter: number | null

  constructor(problem: Problem | null, status: number | null, retryAfter: number | null = null) {
    super(problem?.detail ?? problem?.title ?? 'no answer')
    this.problem = problem
    this.status = status
    this.retryAfter = retryAfter
  }

  /** Whether asking again could help: the server was away, busy or broken. */
  get passing(): boolean {
    return this.status === null || this.status === 429 || this.status >= 500
  }
}

const Said = z.object({ data: Problem })

/** What a refused answer says of itself; it may be no problem document, as from a proxy between. */
export function failureFrom(status: unknown, detail: unknown, retryAfter: string | null = null): Failure {
  const said = Said.safeParse(detail)
  const wait = retryAfter !== null && /^\d+$/.test(retryAfter) ? Number(retryAfter) : null
  return new Failure(said.success ? said.data.data : null, typeof status === 'number' ? status : null, wait)
}

/** Any thrown thing as a Failure; without a status the server was not reached. */
export function asFailure(thrown: unknown): Failure {
  return thrown instanceof Failure ? thrown : new Failure(null, null)
}
