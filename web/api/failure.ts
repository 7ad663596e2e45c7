import { Problem } from '@grid/data/contract'

/** A question the server refused or failed; `problem` is what it said, null where it did not answer at all. */
export class Failure extends Error {
  override readonly name = 'Failure'
  constructor(
    readonly problem: Problem | null,
    readonly status: number | null,
  ) {
    super(problem?.detail ?? problem?.title ?? 'no answer')
  }

  /** Whether asking again could help: the server was away, busy or broken. */
  get passing(): boolean {
    return this.status === null || this.status === 429 || this.status >= 500
  }
}

/** What a failed answer says of itself, even where it is no problem document. */
export async function failureOf(response: {
  status: number
  json: () => Promise<unknown>
}): Promise<Failure> {
  const said = Problem.safeParse(await response.json().catch(() => null))
  return new Failure(said.success ? said.data : null, response.status)
}

/** Any thrown thing as a Failure; a request given up on purpose stays what it is. */
export function asFailure(thrown: unknown): Failure {
  return thrown instanceof Failure ? thrown : new Failure(null, null)
}
