import type { Caller } from '../access/index.ts'
import type { CentreRecord } from '../centre/index.ts'
import type { Store } from '../store/index.ts'

/** A question on its way: what it is put to, who puts it, and the instant taken for the present. */
export interface Asking {
  store: Store
  centre: CentreRecord
  caller: Caller
  /** milliseconds since 1970; a filter's `asOf` overrides it */
  present: number
  /** aborted when nobody waits for the answer any more */
  signal?: AbortSignal | undefined
}
