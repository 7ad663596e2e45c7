import type { Problem } from '@grid/data/contract'

/** What is wrong with one parameter, and what it may be. */
export interface Refusal {
  parameter: string
  detail: string
}

/** A refusal that its asker can understand and mend: becomes RFC 9457 problem details of this status. */
export class ProblemError extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 414 | 415 | 422 | 429 | 431 | 503 | 507,
    detail: string,
    readonly errors: readonly Refusal[] = [],
    /** seconds after which the same may be asked again */
    readonly retryAfter?: number,
  ) {
    super(detail)
    this.name = 'ProblemError'
  }
}

const titles: Record<number, string> = {
  400: 'The question cannot be understood',
  401: 'Nobody is logged in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'The path knows other methods only',
  409: 'Not possible in this state',
  413: 'The message is too large',
  414: 'The address is too long',
  415: 'The message is of another kind',
  422: 'The message cannot be taken',
  429: 'Too much at once',
  431: 'The request has too many headers',
  500: 'The server failed',
  503: 'Not available just now',
  507: 'The disk is full',
}

/** Problem details of a status; `instance` is the path that was asked. */
export function problem(
  status: number,
  instance: string,
  detail?: string,
  errors: readonly Refusal[] = [],
): Problem {
  return {
    type: 'about:blank',
    title: titles[status] ?? 'The request failed',
    status,
    instance,
    ...(detail ? { detail } : {}),
    ...(errors.length > 0 ? { errors: errors.map((error) => ({ ...error })) } : {}),
  }
}

/** 400: parameters with what each may be. */
export function badParameters(errors: readonly Refusal[]): ProblemError {
  const names = [...new Set(errors.map((error) => error.parameter))]
  return new ProblemError(400, `Check ${names.join(', ')}.`, errors)
}

/** 404: no such thing. */
export function notFound(detail: string): ProblemError {
  return new ProblemError(404, detail)
}

const listed = 20

/** "is unknown; one of a, b, c": cut where the list is long. */
export function oneOfValues(value: string, allowed: readonly string[]): string {
  const shown = allowed.slice(0, listed).join(', ')
  const more = allowed.length > listed ? ` and ${allowed.length - listed} more` : ''
  return `"${value}" is unknown${allowed.length > 0 ? `; write one of ${shown}${more}` : '; the centre has none'}`
}
