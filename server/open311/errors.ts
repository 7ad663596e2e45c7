import { Busy, IntakeError, KeyReused } from '../intake/index.ts'
import { ProblemError } from '../problems.ts'
import { StoreError } from '../store/index.ts'

/** What went wrong in the form of the standard; `retryAfter` in seconds. */
export interface GeoFailure {
  status: number
  errors: { code: number; description: string }[]
  retryAfter?: number
}

const storeStatus: Partial<Record<StoreError['code'], number>> = { full: 507, timeout: 503, closed: 503 }

/** A refusal or failure as the standard tells it; undefined for what is no business of the asker. */
export function failureOf(cause: unknown): GeoFailure | undefined {
  if (cause instanceof ProblemError) {
    const { status, errors, message, retryAfter } = cause
    const told =
      errors.length === 0 ? [message] : errors.map(({ parameter, detail }) => `${parameter} ${detail}`)
    return failed(status, told, retryAfter)
  }
  if (cause instanceof Busy) return failed(429, [`${cause.message}: send it again`], cause.retryAfter)
  if (cause instanceof KeyReused) return failed(400, [`Idempotency-Key: ${cause.message}`])
  if (cause instanceof IntakeError) return failed(400, cause.lines)
  const status = cause instanceof StoreError ? storeStatus[cause.code] : undefined
  if (status === undefined) return undefined
  return failed(status, [cause instanceof Error ? cause.message : ''], status === 503 ? 5 : undefined)
}

function failed(status: number, told: readonly string[], retryAfter?: number): GeoFailure {
  return {
    status,
    errors: told.map((description) => ({ code: status, description })),
    ...(retryAfter === undefined ? {} : { retryAfter }),
  }
}
