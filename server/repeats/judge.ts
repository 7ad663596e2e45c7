import type { RepeatRule } from './places.ts'
import { NumberedSquares } from './point-grid.ts'
import { Recent } from './recent.ts'

/** Tickets of whole categories, those of each together in the order of their reports, column by column. */
export interface Tickets {
  rule: RepeatRule
  /** degrees between which the tickets of a category lie */
  bounds: ReadonlyMap<number, { lon: readonly number[]; lat: readonly number[] }>
  /** what a mark knows a ticket by: a number */
  keys: Float64Array<ArrayBuffer>
  category: Float64Array<ArrayBuffer>
  lon: Float64Array<ArrayBuffer>
  lat: Float64Array<ArrayBuffer>
  /** local day as a number */
  day: Float64Array<ArrayBuffer>
  /** what was said of them before, and the first day whose tickets may be stale; nothing where all are new */
  known?: Record<'nth' | 'counted' | 'since', Float64Array<ArrayBuffer>>
}

/** What is said of tickets, column by column. */
export interface Marks {
  keys: Float64Array<ArrayBuffer>
  /** how manieth each is at its place, 0 for the first, see {@link keptNth} */
  nth: Uint16Array<ArrayBuffer>
  /** 1 where the place counts with it */
  counted: Uint8Array<ArrayBuffer>
}

/** Kept in 16 bits. */
const most = 60_000

/** What is kept of how manieth a ticket is: most are the first, and to say so of each would cost more than it tells. */
export function keptNth(nth: number): number {
  return nth === 1 ? 0 : Math.min(nth, most)
}

/** Judges tickets as {@link nthOfEach} does; the marks that differ from what was known. */
export function judge({ rule, bounds, keys, category, lon, lat, day, known }: Tickets): Marks {
  const marks: Marks = {
    keys: new Float64Array(keys.length),
    nth: new Uint16Array(keys.length),
    counted: new Uint8Array(keys.length),
  }
  let told = 0
  let own = Number.NaN
  let recent: Recent | undefined
  for (let row = 0; row < keys.length; row++) {
    if (category[row] !== own || !recent) {
      own = category[row]!
      const within = bounds.get(own)!
      recent = new Recent(new NumberedSquares(within.lon, within.lat, rule.metres), rule)
    }
    const [x, y, today] = [lon[row]!, lat[row]!, day[row]!]
    const was = known?.counted[row] === 1
    if (known && today < known.since[row]!) {
      recent.pass(x, y, today, was)
      continue
    }
    recent.look(x, y, today, 0)
    const { nth, counts: counted } = recent
    recent.take(x, y, today, counted)
    const kept = keptNth(nth)
    if (kept === (known?.nth[row] ?? 0) && counted === was) continue
    marks.keys[told] = keys[row]!
    marks.nth[told] = kept
    marks.counted[told++] = Number(counted)
  }
  return {
    keys: marks.keys.slice(0, told),
    nth: marks.nth.slice(0, told),
    counted: marks.counted.slice(0, told),
  }
}
