import type { Transaction } from '../store/index.ts'
import { type Sql, sql } from '../store/index.ts'
import type { Spot } from './nth.ts'
import { metresPerDegree } from './point-grid.ts'

const radians = Math.PI / 180

/**
 * The squares around spots, each spot's category for itself: all tickets within twice the metres of a spot lie in its
 * own square or one beside it.
 */
export class Surroundings {
  private readonly squares = new Map<string, readonly [category: number, row: number, column: number]>()
  private readonly high: number
  private readonly wide: number

  constructor(spots: readonly Spot[], metres: number) {
    const steepest = spots.reduce((most, { lat }) => Math.max(most, Math.abs(lat)), 0)
    // squares are narrowest in degrees where the parallels are shortest; a degree more for what is found on the way
    const cosine = Math.cos(Math.min(89, steepest + 1) * radians)
    this.high = ((2 * metres) / metresPerDegree) * 1.001
    this.wide = this.high / cosine
    this.add(spots)
  }

  /** Takes the squares around more spots; answers whether one of them is new. */
  add(spots: readonly Spot[]): boolean {
    const before = this.squares.size
    for (const { category, lon, lat } of spots) {
      const [middle, centre] = [Math.floor(lat / this.high), Math.floor(lon / this.wide)]
      for (let row = middle - 1; row <= middle + 1; row++)
        for (let column = centre - 1; column <= centre + 1; column++)
          this.squares.set(`${category} ${row} ${column}`, [category, row, column])
    }
    return this.squares.size > before
  }

  /** Whether a ticket `t` lies in one of the squares, as a condition; fills a temporary table for it. */
  async holding(transaction: Transaction): Promise<Sql> {
    const staged = await transaction.stage('repeat_square', {
      category: 'integer',
      row: 'integer',
      col: 'integer',
    })
    for (const square of this.squares.values()) staged.append(square)
    staged.finish()
    return sql`(t.category, CAST(floor(t.lat / ${this.high}) AS INTEGER), CAST(floor(t.lon / ${this.wide}) AS INTEGER))
      IN (SELECT (category, row, col) FROM repeat_square)`
  }
}
