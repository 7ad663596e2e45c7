import { type Sql, sql, type Transaction } from '../store/index.ts'
import type { Spot } from './recent.ts'
import { Squares } from './squares.ts'

/** Numbers between a square and the one north of it: more than squares of a metre around the earth. */
const columns = 2 ** 27

/**
 * The squares around spots, each spot's category for itself: all tickets within the metres of a spot lie in its own
 * square or one beside it.
 */
export class Surroundings {
  /** of each category, by their number */
  private readonly held = new Map<number, Set<number>>()
  private readonly squares: Squares

  constructor(spots: readonly Spot[], metres: number) {
    const steepest = spots.reduce((most, { lat }) => Math.max(most, Math.abs(lat)), 0)
    this.squares = new Squares(metres, steepest)
    this.add(spots)
  }

  /** Takes the squares around more spots; answers whether one of them is new. */
  add(spots: readonly Spot[]): boolean {
    let isNew = false
    for (const spot of spots) {
      const known = this.held.get(spot.category) ?? new Set()
      if (known.size === 0) this.held.set(spot.category, known)
      const { row, column } = this.squares.of(spot)
      const middle = row * columns + column
      const before = known.size
      for (let up = -columns; up <= columns; up += columns)
        for (let aside = -1; aside <= 1; aside++) known.add(middle + up + aside)
      isNew ||= known.size > before
    }
    return isNew
  }

  /** Whether a ticket `t` lies in one of the squares, as a condition; fills a temporary table for it. */
  async holding(transaction: Transaction): Promise<Sql> {
    const staged = await transaction.stage('repeat_square', {
      category: 'integer',
      square: 'bigint',
    })
    for (const [category, squares] of this.held)
      for (const square of squares) staged.append([category, square])
    await staged.finish()
    return sql`(t.category, CAST(${this.squares.row} AS BIGINT) * ${columns} + ${this.squares.column})
      IN (SELECT (category, square) FROM repeat_square)`
  }
}
