import type { EffectSide } from '@grid/data/contract'
import { type CentreRecord, dayOf, daysBetween, earlierDay, firstOfMonth } from '../centre/index.ts'
import { badParameters } from '../problems.ts'

/** A whole local month in the window of a question. */
export interface WindowMonth {
  /** its first day */
  month: string
  days: number
  side: EffectSide
  /** months from the first one after the date; below zero before it */
  time: number
}

/** The months around a date, the oldest first, and whether fewer were there than asked for. */
export interface Windows {
  months: readonly WindowMonth[]
  from: string
  /** the day after the last month */
  to: string
  cut: boolean
}

export const mostMonths = 60
const monthsByDefault = 12

/**
 * The whole months on each side of a date: as many as there are, up to `asked` or 12. A month is whole where the
 * centre's data begins on or before its first day and reaches its last, and the as-of lies after it. The date's own
 * month belongs to the after side where the date is its first day, otherwise to neither side. Throws a 400 problem where
 * a side is left without a month.
 */
export function windowsAround(date: string, asked: number | undefined, known: Known): Windows {
  const [, second] = known.months
  const latest = known.months.at(-1)
  if (second === undefined || latest === undefined || date < second || date > latest) throw refusal(known)
  const own = firstOfMonth(date)
  const firstAfter = own === date ? own : firstOfMonth(own, 1)
  const wanted = asked ?? monthsByDefault
  const before = known.months.filter((month) => month < own).slice(-wanted)
  const after = known.months.filter((month) => month >= firstAfter).slice(0, wanted)
  const [first] = before
  const last = after.at(-1)
  if (first === undefined || last === undefined) throw refusal(known)
  const split = own === date ? [] : [own]
  const end = firstOfMonth(last, 1)
  return {
    months: [...before, ...split, ...after].map((month, index) => ({
      month,
      days: daysBetween(month, firstOfMonth(month, 1)),
      side: month < own ? 'before' : month >= firstAfter ? 'after' : 'split',
      time: index - before.length - split.length,
    })),
    from: first,
    to: end,
    cut: asked !== undefined && (before.length < asked || after.length < asked),
  }
}

/** The whole months that the data knows, the oldest first. */
export interface Known {
  months: readonly string[]
}

/** Whole months of a centre at an instant (milliseconds); a pack whose present is the end of its data ends with it. */
export function knownMonths({ extent, pack }: CentreRecord, asOf: number, asOfGiven: boolean): Known {
  if (extent.from === null || extent.to === null) return { months: [] }
  const ends = pack.asOf === 'end of data' && !asOfGiven
  const end = ends ? extent.to : earlierDay(extent.to, dayOf(asOf, pack.timeZone))
  const first = firstOfMonth(extent.from)
  const months: string[] = []
  for (
    let month = first === extent.from ? first : firstOfMonth(first, 1);
    // a date of the year 10000 and later no longer sorts by its letters
    firstOfMonth(month, 1) <= end && firstOfMonth(month, 1) > month;
    month = firstOfMonth(month, 1)
  )
    months.push(month)
  return { months }
}

function refusal({ months }: Known) {
  const second = months[1]
  const last = months.at(-1)
  const advice =
    second === undefined || last === undefined
      ? 'the data holds fewer than two whole months'
      : `write ${second === last ? second : `a day from ${second} to ${last}`}`
  return badParameters([{ parameter: 'date', detail: `has no whole month of data on both sides; ${advice}` }])
}
