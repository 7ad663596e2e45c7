import type { Transaction } from '../store/index.ts'
import { type Sql, sql } from '../store/index.ts'
import type { Spot } from './nth.ts'
import { metresPerDegree } from './point-grid.ts'

const radians = Math.PI / 180
/** Numbers between a square and the one north of it: more than squares of a metre around the earth. */
const columns = 2 ** 27

/**
 * The squares around spots, each spot's category for itself: all tickets within the metres of a spot lie in its own
 * square or one beside it.
 */
export class Surroundings {
  /** of each category, by their number */
  private readonly squares = new Map<number, Set<number>>()
  private readonly high: number
  private readonly wide: number

  constructor(spots: readonly Spot[], metres: number) {
    const steepest = spots.reduce((most, { lat }) => Math.max(most, Math.abs(lat)), 0)
    // squares are narrowest in degrees where the parallels are shortest; a degree more for what is found on the way
    const cosine = Math.cos(Math.min(89, steepest + 1) * radians)
    this.high = (metres / metresPerDegree) * 1.001
    this.wide = this.high / cosine
    this.add(spots)
  }

  /** Takes the squares around more spots; answers whether one of them is new. */
  add(spots: readonly Spot[]): boolean {
    let isNew = false
    for (const { category, lon, lat } of spots) {
      const known = this.squares.get(category) ?? new Set()
      if (known.size === 0) this.squares.set(category, known)
      const middle = Math.floor(lat / this.high) * columns + Math.floor(lon / this.wide)
      const before = known.size
      for (let row = -columns; row <= columns; row += columns)
        for (let column = -1; column <= 1; column++) known.add(middle + row + column)
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
    for (const [category, squares] of this.squares)
      for (const square of squares) staged.append([category, square])
    staged.finish()
    return sql`(t.category, CAST(floor(t.lat / ${this.high}) AS BIGINT) * ${columns} + CAST(floor(t.lon / ${this.wide}) AS BIGINT))
      IN (SELECT (category, square) FROM repeat_square)`
  }
}
