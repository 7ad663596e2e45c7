import type { RowOutcome } from '@grid/data/contract'
import type { Reject, Rejects } from '../rejects.ts'

/** What becomes of the rows of a transaction, numbered from 1; unchanged until something else is said. */
export class Outcomes implements Rejects {
  readonly written = null
  readonly all: RowOutcome[]

  constructor(ids: readonly string[]) {
    this.all = ids.map((id, index) => ({ row: index + 1, id, outcome: 'unchanged' }))
  }

  settle(row: number, outcome: RowOutcome['outcome']): void {
    const found = this.all[row - 1]
    if (found) found.outcome = outcome
  }

  async add({ row, column, reason, remedy }: Reject): Promise<void> {
    const found = this.all[row - 1]
    if (!found) return
    found.outcome = 'rejected'
    found.errors = [{ parameter: column, detail: `${reason}; ${remedy}` }]
  }
}
