import { half, withSeason } from './day-shares.ts'
import { type Evidence, expectedParts } from './place-evidence.ts'
import { type QuietWindow, type Random, shuffle } from './scan/index.ts'
import type { GroupTask, PastGroups, ScanTask } from './task.ts'

/** Part of a weekday's reference days that a window may be made of: the rest must tell what is expected. */
const most = 0.5

/**
 * Windows in which nothing is the matter, made of the history itself: on each day scanned lie the tickets of a reference
 * day of the same weekday, drawn without replacement, with all that came together on it. What is expected of them is told
 * by the reference days that were not drawn. So the replications are as uneven as days really are, and know of the places
 * as little as the scan does. Each holds as many tickets as were observed: where the days drawn have more, groups of one
 * place and day are left out at random; where they have fewer, more days are drawn, and groups then doubled. Nor does the
 * course of a season pass for known: each window is judged by one that days drawn from the history would have told.
 */
export function quietWindows(
  { scanned, referred, seasons }: Pick<ScanTask, 'scanned' | 'referred' | 'seasons'>,
  { counts, reference, weekdays }: GroupTask,
  evidence: Evidence,
): (random: Random) => QuietWindow {
  const total = counts.reduce((sum, count) => sum + count, 0)
  const positions = Array.from({ length: 7 }, (_, day) => placesWith(scanned, day))
  const days = Array.from({ length: 7 }, (_, day) => placesWith(referred, day))
  const { begins, place, tickets } = reference
  const totals = Int32Array.from(referred, (_, day) =>
    tickets.subarray(begins[day]!, begins[day + 1]!).reduce((sum, one) => sum + one, 0),
  )
  return (random) => {
    const window = new Int32Array(counts.length)
    const recent = Float64Array.from(evidence.recent)
    const drawn: Drawn[] = []
    let sum = 0
    for (const list of days) shuffle(list, random)
    for (let round = 0; sum < total; round++) {
      const found = [...daysOfRound(round, positions, days)]
      if (found.length === 0) break
      for (const { position, from } of found)
        for (let group = begins[from]!; group < begins[from + 1]!; group++) {
          drawn.push({ position, group })
          sum += tickets[group]!
          recent[place[group]!] = recent[place[group]!]! - tickets[group]!
        }
    }
    fill(window, drawn, total, reference, scanned.length, random)
    return {
      counts: window,
      shares: expectedParts({ ...evidence, recent }),
      days: withSeason(weekdays, drawnSeason(totals, scanned.length, seasons, random)),
    }
  }
}

/** Tickets within a week of each day in as many years, whose days are any of the history. */
function drawnSeason(totals: Int32Array, days: number, seasons: number, random: Random): number[] {
  const drawn = Array.from({ length: days + 2 * half }, () => {
    let sum = 0
    for (let year = 0; year < seasons; year++) sum += totals[Math.floor(random.unit() * totals.length)]!
    return sum
  })
  return Array.from({ length: days }, (_, day) =>
    drawn.slice(day, day + 2 * half + 1).reduce((sum, count) => sum + count, 0),
  )
}

/** For every day of the window the next reference day of its weekday; after the first round only while enough are left. */
function* daysOfRound(
  round: number,
  positions: readonly Int32Array[],
  days: readonly Int32Array[],
): Generator<{ position: number; from: number }> {
  for (const [day, wanted] of positions.entries()) {
    const list = days[day]!
    const end = round === 0 ? list.length : most * list.length
    for (const [index, position] of wanted.entries()) {
      const nth = round * wanted.length + index
      if (nth < end) yield { position, from: list[nth]! }
    }
  }
}

/** A group of the history, and the day of the window that it is put on. */
interface Drawn {
  position: number
  group: number
}

/** Puts groups into a window in random order until it holds so many tickets; from the first again where they are too few. */
function fill(
  window: Int32Array,
  drawn: readonly Drawn[],
  total: number,
  { place, tickets }: PastGroups,
  days: number,
  random: Random,
): void {
  const order = Int32Array.from(drawn.keys())
  shuffle(order, random)
  let left = total
  while (left > 0 && order.length > 0)
    for (const index of order) {
      const { position, group } = drawn[index]!
      const taken = Math.min(left, tickets[group]!)
      const at = place[group]! * days + position
      window[at] = window[at]! + taken
      left -= taken
      if (left === 0) break
    }
}

function placesWith(weekdays: Int32Array, day: number): Int32Array {
  const places: number[] = []
  for (let at = 0; at < weekdays.length; at++) if (weekdays[at] === day) places.push(at)
  return Int32Array.from(places)
}
