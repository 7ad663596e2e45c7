import type { Figure } from '@grid/data/contract'
import { numberOrNull, truth } from '../centre/index.ts'
import type { Cell, Row } from '../store/index.ts'
import type { Asked, Part } from './asked.ts'
import type { Reckoning } from './reckoning.ts'

/** The sums of one moment and one group, or of all its groups. */
export interface Tally {
  moment: number
  key: Cell
  whole: boolean
  /** figures in the order of the reckonings, among so many households */
  figures(households: number | null): Figure[]
  /** what the figures are made of, in the order of the reckonings */
  sums: readonly (readonly (number | null)[])[]
  /** tickets reported in the moment's period, and those of them in no area, where `reports` were asked for */
  reported: number
  unlocated: number
}

type Sums = (number | null)[]

/** Sums of each moment's groups, put together from what the scans took. */
export class Groups {
  private readonly moments = new Map<number, { groups: Map<Cell, Sums>; whole: Sums }>()

  constructor(
    private readonly asked: readonly Asked[],
    private readonly withWhole: boolean,
  ) {}

  /** A row of what was taken of `parts`, at all of these moments; with a `sign` of -1 it is taken off. */
  add(
    moments: readonly number[],
    row: Row,
    { parts, sign = 1 }: { parts: readonly Part[]; sign?: 1 | -1 },
  ): void {
    const cells = Array.isArray(row.sums) ? row.sums.map(numberOrNull) : []
    const ofWhole = truth(row.whole)
    for (const moment of moments) {
      const own = this.moments.get(moment) ?? { groups: new Map(), whole: this.nothing() }
      this.moments.set(moment, own)
      const key = row.grouped ?? null
      const group = own.groups.get(key) ?? this.nothing()
      if (!ofWhole) own.groups.set(key, group)
      for (const [index, { addsUp, of }] of parts.entries()) {
        const cell = cells[index] ?? null
        if (!addsUp) put(ofWhole ? own.whole : group, of, cell)
        else if (!ofWhole) for (const sums of [group, own.whole]) addTo(sums, of, sign * (cell ?? 0))
      }
    }
  }

  /** The last `reports` of what was asked for are counts of reports. */
  tallies(reckonings: readonly Reckoning[], reports: number): Tally[] {
    const tallyOf = (moment: number, key: Cell, whole: boolean, cells: readonly (number | null)[]): Tally => {
      let next = 0
      const sums = reckonings.map((reckoning) => {
        const own = cells.slice(next, next + reckoning.sums.length)
        next += reckoning.sums.length
        return own
      })
      return {
        moment,
        key,
        whole,
        sums,
        figures: (households) =>
          reckonings.map((reckoning, index) => reckoning.figure(sums[index] ?? [], households)),
        reported: (reports > 0 ? cells[next] : 0) ?? 0,
        unlocated: (reports > 1 ? cells[next + 1] : 0) ?? 0,
      }
    }
    return [...this.moments].flatMap(([moment, { groups, whole }]) => [
      ...[...groups].map(([key, cells]) => tallyOf(moment, key, false, cells)),
      ...(this.withWhole ? [tallyOf(moment, null, true, whole)] : []),
    ])
  }

  private nothing(): Sums {
    return this.asked.map(({ sum }) => (sum.addsUp ? 0 : null))
  }
}

function put(sums: Sums, places: readonly number[], cell: number | null): void {
  for (const place of places) sums[place] = cell
}

function addTo(sums: Sums, places: readonly number[], cell: number): void {
  for (const place of places) sums[place] = (sums[place] ?? 0) + cell
}
