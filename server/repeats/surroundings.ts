import { type Sql, sql, type Transaction } from '../store/index.ts'
import type { Spot } from './nth.ts'
import { Squares } from './squares.ts'

/**
 * The squares around spots, each spot's category for itself: all tickets within twice the metres of a spot lie in its
 * own square or one beside it.
 */
export class Surroundings {
  private readonly held = new Map<string, readonly [category: number, row: number, column: number]>()
  private readonly squares: Squares

  constructor(spots: readonly Spot[], metres: number) {
    const steepest = spots.reduce((most, { lat }) => Math.max(most, Math.abs(lat)), 0)
    this.squares = new Squares(2 * metres, steepest)
    this.add(spots)
  }

  /** Takes the squares around more spots; answers whether one of them is new. */
  add(spots: readonly Spot[]): boolean {
    const before = this.held.size
    for (const spot of spots)
      for (const { row, column } of this.squares.around(this.squares.of(spot)))
        this.held.set(`${spot.category} ${row} ${column}`, [spot.category, row, column])
    return this.held.size > before
  }

  /** Whether a ticket `t` lies in one of the squares, as a condition; fills a temporary table for it. */
  async holding(transaction: Transaction): Promise<Sql> {
    const staged = await transaction.stage('repeat_square', {
      category: 'integer',
      row: 'integer',
      col: 'integer',
    })
    for (const square of this.held.values()) staged.append(square)
    staged.finish()
    return sql`(t.category, ${this.squares.row}, ${this.squares.column}) IN (SELECT (category, row, col) FROM repeat_square)`
  }
}
