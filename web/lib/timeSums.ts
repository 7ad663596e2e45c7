import {
  type Figure,
  type LocalDate,
  type Measure,
  type MeasurePart,
  type Period,
  partKey,
  runningSums,
  type TimeCube,
} from '@grid/data/contract'
import { fewest } from './fewest.ts'
import { addDays, daysIn } from './time.ts'

/** Days as the sums know them: from bin `a` up to but not including bin `b`. */
export interface Stretch {
  a: number
  b: number
}

/** A measure by what its unit makes of counts. */
export type Told = Pick<Measure, 'id' | 'unit'>

/**
 * Counts of a time cube of single days as running sums: any stretch of days is told for all areas at once by two reads an
 * area, without asking anybody.
 */
export class TimeSums {
  /** codes of the areas; null at the end for what lies in none of them */
  readonly areas: readonly (string | null)[]
  readonly #bins: number
  readonly #first: LocalDate
  readonly #sums: Uint32Array
  readonly #groups: ReadonlyMap<string, number>
  readonly #places: ReadonlyMap<string | null, number>

  constructor(cube: TimeCube) {
    const { bins, areas, groups, bin } = cube.header
    if (bin !== 'day') throw new RangeError('stretches of days are told by days')
    this.areas = areas
    this.#bins = bins.length
    this.#first = bins[0] ?? '1970-01-01'
    this.#sums = runningSums(cube)
    this.#groups = new Map(groups.map((group, index) => [group ?? '', index]))
    this.#places = new Map(areas.map((code, index) => [code, index]))
  }

  /** The days told, `to` not included. */
  get extent(): Period {
    return { from: this.#first, to: addDays(this.#first, this.#bins) }
  }

  /** The days of a period that there are. */
  stretch({ from, to }: Period): Stretch {
    const within = (day: LocalDate) =>
      Math.min(Math.max(daysIn({ from: this.#first, to: day }), 0), this.#bins)
    const a = within(from)
    return { a, b: Math.max(a, within(to)) }
  }

  /** Whether a measure's figures can be told. */
  tells({ id, unit }: Told): boolean {
    return (
      this.#groups.has(partKey(id, 'numerator')) &&
      (unit !== 'share' || this.#groups.has(partKey(id, 'denominator')))
    )
  }

  /** The place of an area among those told; undefined for one that is not. */
  placeOf(code: string | null): number | undefined {
    return this.#places.get(code)
  }

  /** Tickets of a part of a measure in each area, by place. Writes into `counts`, which has a place for every area. */
  read(measure: string, part: MeasurePart, { a, b }: Stretch, counts: Float64Array): void {
    const group = this.#groups.get(partKey(measure, part))
    if (group === undefined) throw new RangeError(`the sums do not tell ${measure}`)
    const sums = this.#sums
    const rows = this.#groups.size * this.areas.length
    const from = a * rows + group * this.areas.length
    const until = b * rows + group * this.areas.length
    for (let place = 0; place < this.areas.length; place++)
      counts[place] = (sums[until + place] ?? 0) - (sums[from + place] ?? 0)
  }
}

/** A figure from the counts it is made of, as the API makes it: `whole` is the denominator of a share, else the households. */
export function figureOf(unit: Measure['unit'], counted: number, whole: number | null): Figure {
  if (unit === 'tickets')
    return { value: counted, numerator: counted, denominator: null, n: counted, smallNumber: false }
  const share = unit === 'share'
  const n = share ? (whole ?? 0) : counted
  return {
    value: whole === null || whole === 0 ? null : (counted / whole) * (share ? 1 : 1000),
    numerator: counted,
    denominator: whole,
    n,
    smallNumber: n < fewest,
  }
}
