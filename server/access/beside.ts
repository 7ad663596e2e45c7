import type { Transaction } from '../store/index.ts'

/**
 * Writes what must not be there without a change, nor the change without it, in the change's transaction: an entry of the
 * audit. `done` is what was changed, by the name and id it goes by.
 */
export type Beside<Done = { id: string; name: string }> = (
  transaction: Transaction,
  done: Done,
) => Promise<void>

/** Nothing is kept beside it. */
export const nothing = () => Promise.resolve()
