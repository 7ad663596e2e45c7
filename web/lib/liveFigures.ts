import type { Figure, Measure, Period } from '@grid/data/contract'
import { type Breaks, breaksOf, classCount, classOf } from './breaks.ts'
import { fewest } from './fewest.ts'
import { addDays, daysIn } from './time.ts'
import { figureOf, type TimeSums } from './timeSums.ts'

/** The look of an area in one byte: its class from 1 on, 0 without a value; and whether it is marked as of few, or faded. */
export const look = { classes: 7, few: 8, faded: 16 } as const

/** Values that a scale for all stretches is looked for among, and that it is made of: many crowd out round cuts. */
const mostSampled = 12_000
const mostScaled = 200

/** What a measure is over any stretch of days, in all areas at once, without asking anybody. */
export class LiveFigures {
  readonly measure: Measure
  readonly #sums: TimeSums
  /** by place; null where the measure is no rate of households */
  readonly #households: Float64Array | null
  readonly #counted: Float64Array
  readonly #whole: Float64Array
  #scale: { days: number; breaks: Breaks | undefined } | undefined

  /** The sums must tell the measure; `households` of an area by code, null where nobody knows them. */
  constructor(sums: TimeSums, measure: Measure, households: (code: string) => number | null) {
    this.measure = measure
    this.#sums = sums
    this.#counted = new Float64Array(sums.areas.length)
    this.#whole = new Float64Array(sums.areas.length)
    this.#households =
      measure.unit === 'per 1,000 households'
        ? Float64Array.from(sums.areas, (code) => (code === null ? 0 : (households(code) ?? 0)))
        : null
  }

  /** Codes of the areas by place. */
  get areas(): readonly (string | null)[] {
    return this.#sums.areas
  }

  /** How each area looks over a period by these breaks; `alone` is the class that is shown alone. Writes a byte a place. */
  paint(period: Period, breaks: Breaks | undefined, alone: number | undefined, looks: Uint8Array): void {
    this.#read(period)
    const plain = this.measure.unit === 'tickets'
    const share = this.measure.unit === 'share'
    for (let place = 0; place < this.#counted.length; place++) {
      const value = this.#value(place)
      const group = Number.isNaN(value) || !breaks ? -1 : classOf(breaks, value)
      const cases = (share ? this.#whole[place] : this.#counted[place]) ?? 0
      looks[place] =
        group +
        1 +
        (group >= 0 && !plain && cases < fewest ? look.few : 0) +
        (alone !== undefined && alone !== group ? look.faded : 0)
    }
  }

  /** The breaks of a period by itself, as the map of it is drawn. */
  breaks(period: Period): Breaks | undefined {
    this.#read(period)
    return breaksOf(this.#values(), this.measure.unit)
  }

  /** One scale for all stretches of so many days, from stretches all over the data. */
  scale(days: number): Breaks | undefined {
    if (this.#scale?.days !== days) this.#scale = { days, breaks: this.#scaleOf(days) }
    return this.#scale.breaks
  }

  /** Number of areas in each class over a period, of those without a value, and of those marked as of few. */
  tally(period: Period, breaks: Breaks | undefined): { classes: number[]; none: number; few: number } {
    const looks = new Uint8Array(this.areas.length)
    this.paint(period, breaks, undefined, looks)
    const classes = new Array<number>(breaks ? classCount(breaks) : 0).fill(0)
    let [none, few] = [0, 0]
    this.areas.forEach((code, place) => {
      if (code === null) return
      const seen = looks[place] ?? 0
      const group = (seen & look.classes) - 1
      if (group < 0) none++
      else classes[group] = (classes[group] ?? 0) + 1
      if (seen & look.few) few++
    })
    return { classes, none, few }
  }

  /** The figure of one area over a period; undefined for an area that is not told. */
  figure(period: Period, code: string): Figure | undefined {
    const place = this.#sums.placeOf(code)
    if (place === undefined) return undefined
    this.#read(period)
    return this.#figure(place)
  }

  /** Figures of the areas over a period, by code; null for what lies in none of them. */
  figures(period: Period): Map<string | null, Figure> {
    this.#read(period)
    return new Map(this.areas.map((code, place) => [code, this.#figure(place)]))
  }

  /** The figure of all areas and what lies in none of them together; `households` are those of them all. */
  total(period: Period, households: number | null): Figure {
    this.#read(period)
    const sum = (counts: Float64Array) => counts.reduce((all, count) => all + count, 0)
    const { unit } = this.measure
    const whole = unit === 'share' ? sum(this.#whole) : households
    return figureOf(unit, sum(this.#counted), whole)
  }

  #read(period: Period): void {
    const stretch = this.#sums.stretch(period)
    const { id, unit } = this.measure
    this.#sums.read(id, 'numerator', stretch, this.#counted)
    if (unit === 'share') this.#sums.read(id, 'denominator', stretch, this.#whole)
  }

  /** NaN where there is none. */
  #value(place: number): number {
    const counted = this.#counted[place] ?? 0
    const { unit } = this.measure
    if (unit === 'tickets') return counted
    const whole = (this.#households ?? this.#whole)[place] ?? 0
    return whole === 0 ? Number.NaN : (counted / whole) * (unit === 'share' ? 1 : 1000)
  }

  /** Of areas alone: what lies in none of them must not move the classes. */
  #values(): number[] {
    const values: number[] = []
    this.areas.forEach((code, place) => {
      const value = this.#value(place)
      if (code !== null && !Number.isNaN(value)) values.push(value)
    })
    return values
  }

  #figure(place: number): Figure {
    const { unit } = this.measure
    const households = this.#households?.[place]
    const whole = unit === 'share' ? (this.#whole[place] ?? 0) : households || null
    return figureOf(unit, this.#counted[place] ?? 0, whole)
  }

  #scaleOf(days: number): Breaks | undefined {
    const { from, to } = this.#sums.extent
    const starts = Math.max(1, daysIn({ from, to }) - days + 1)
    const most = Math.max(2, Math.floor(mostSampled / Math.max(1, this.areas.length)))
    const taken = Math.min(starts, most)
    const values: number[] = []
    for (let n = 0; n < taken; n++) {
      const start = addDays(from, taken === 1 ? 0 : Math.round((n * (starts - 1)) / (taken - 1)))
      this.#read({ from: start, to: addDays(start, days) })
      for (const value of this.#values()) values.push(value)
    }
    return breaksOf(thinned(values, mostScaled), this.measure.unit)
  }
}

/** So many of the values, evenly by their rank, the smallest and the largest among them. */
function thinned(values: readonly number[], most: number): number[] {
  const sorted = Float64Array.from(values).sort()
  if (sorted.length <= most) return [...sorted]
  return Array.from(
    { length: most },
    (_, n) => sorted[Math.round((n * (sorted.length - 1)) / (most - 1))] ?? 0,
  )
}
