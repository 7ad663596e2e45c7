import { type Sql, sql } from '../store/index.ts'
import { metresPerDegree } from './point-grid.ts'

const radians = Math.PI / 180

/** The square of a point, counted from the equator and from Greenwich. */
export interface Square {
  row: number
  column: number
}

/** The world in squares: all points within their width of a point lie in its own square or in one of the eight around it. */
export class Squares {
  private readonly high: number
  private readonly wide: number

  /** @param steepest the latitude farthest from the equator that points have, degrees */
  constructor(metres: number, steepest: number) {
    this.high = (metres / metresPerDegree) * 1.001
    // squares are narrowest in degrees where the parallels are shortest; a degree more for what is found on the way
    this.wide = this.high / Math.cos(Math.min(89, Math.abs(steepest) + 1) * radians)
  }

  of({ lon, lat }: { lon: number; lat: number }): Square {
    return { row: Math.floor(lat / this.high), column: Math.floor(lon / this.wide) }
  }

  /** A square and those around it, as many rings of them as are asked for. */
  around({ row, column }: Square, rings = 1): Square[] {
    const steps = Array.from({ length: 2 * rings + 1 }, (_, step) => step - rings)
    return steps.flatMap((up) => steps.map((aside) => ({ row: row + up, column: column + aside })))
  }

  /** The row of ticket `t`. */
  get row(): Sql {
    return sql`CAST(floor(t.lat / ${this.high}) AS INTEGER)`
  }

  /** The column of ticket `t`. */
  get column(): Sql {
    return sql`CAST(floor(t.lon / ${this.wide}) AS INTEGER)`
  }
}
