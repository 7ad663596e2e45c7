import { createHash } from 'node:crypto'
import { cellToLatLng } from 'h3-js'
import { indexOfNumber } from '../cells/index.ts'
import { type CentreRecord, daysBetween } from '../centre/index.ts'
import type { CellCount, CellDays, ScanCounts } from './counts.ts'
import { type ByDay, daySharesOf, daysOf, scannedDaysOf, weekday } from './day-shares.ts'
import { type History, scannedDays } from './history.ts'
import { pause } from './pause.ts'
import type { GroupTask, PastGroups, ScanTask } from './task.ts'

/** A category with fewer tickets in the window, or in the reference days, is not scanned. */
const fewest = { window: 4, reference: 30 }
export const replications = 999
const seed = 20_010_701

/** A task with what its numbers stand for. */
export interface Prepared {
  task: ScanTask
  resolution: number
  /** H3 indexes of the places */
  cells: string[]
  /** upper categories that were left out */
  tooFew: string[]
  /** the same for the same task, and different for another */
  fingerprint: string
}

/** Makes a task of counts: a scan of all tickets, and one of each upper category that has enough. */
export async function prepare(centre: CentreRecord, history: History, counts: ScanCounts): Promise<Prepared> {
  const numbers = [...counts.cells].sort((a, b) => a - b)
  const placeOf = new Map(numbers.map((number, place) => [number, place]))
  const cells = numbers.map((number) => indexOfNumber(number, counts.resolution))
  const uppermost = new Map(
    centre.categories.members.map(({ key, parent }) => [key, centre.categories.idOf(parent ?? key)]),
  )
  const groupOf = (category: number | null) => (category === null ? null : (uppermost.get(category) ?? null))
  const everything = byDayOf(counts, () => true)
  const referenceDays = new Map(
    [...daysOf(history.reference)].map((day, index) => [daysBetween(day, history.window.to), index]),
  )
  const groups: GroupTask[] = []
  const tooFew: string[] = []
  const ids = centre.categories.members.filter(({ parent }) => parent === null).map(({ id }) => id)
  for (const id of [null, ...ids.sort()]) {
    await pause()
    const belongs = (category: number | null) => id === null || groupOf(category) === id
    const window = new Int32Array(cells.length * scannedDays)
    for (const { cell, category, days } of counts.window)
      if (belongs(category))
        for (const { back, count } of days) add(window, placeOf.get(cell)! * scannedDays + back - 1, count)
    const past = byPlace(counts.history, belongs, placeOf)
    const reference = pastGroups(counts.reference, belongs, placeOf, referenceDays)
    if (sum(window) < fewest.window || sum(reference.tickets) < fewest.reference) {
      if (id !== null) tooFew.push(id)
      continue
    }
    const { days, weekdays } = daySharesOf(history, byDayOf(counts, belongs), everything)
    for (const [group, place] of reference.place.entries()) add(past, place, -reference.tickets[group]!)
    groups.push({
      id,
      counts: window,
      reference,
      rest: past,
      days: Float64Array.from(days),
      weekdays,
    })
  }
  const task: ScanTask = {
    ...onPlane(cells),
    all: byPlace(counts.history, () => true, placeOf),
    scanned: Int32Array.from(scannedDaysOf(history), weekday),
    referred: Int32Array.from(daysOf(history.reference), weekday),
    seasons: history.season.length,
    groups,
    replications,
    seed,
  }
  return { task, resolution: counts.resolution, cells, tooFew, fingerprint: fingerprintOf(task, cells) }
}

function byPlace(
  counts: readonly CellCount[],
  belongs: (category: number | null) => boolean,
  placeOf: ReadonlyMap<number, number>,
): Int32Array {
  const tickets = new Int32Array(placeOf.size)
  for (const { cell, category, count } of counts)
    if (belongs(category)) add(tickets, placeOf.get(cell)!, count)
  return tickets
}

/** The groups of the reference days, whose index is told by the days before the end of the window. */
function pastGroups(
  counts: readonly CellDays[],
  belongs: (category: number | null) => boolean,
  placeOf: ReadonlyMap<number, number>,
  referenceDays: ReadonlyMap<number, number>,
): PastGroups {
  const byDay = Array.from(referenceDays, () => new Map<number, number>())
  for (const { cell, category, days } of counts) {
    if (!belongs(category)) continue
    const place = placeOf.get(cell)!
    for (const { back, count } of days) {
      const groups = byDay[referenceDays.get(back)!]!
      groups.set(place, (groups.get(place) ?? 0) + count)
    }
  }
  const begins = new Int32Array(byDay.length + 1)
  for (const [day, groups] of byDay.entries()) begins[day + 1] = begins[day]! + groups.size
  const place = Int32Array.from(byDay.flatMap((groups) => [...groups.keys()]))
  const tickets = Int32Array.from(byDay.flatMap((groups) => [...groups.values()]))
  return { begins, place, tickets }
}

function add(counts: Int32Array, at: number, count: number): void {
  counts[at] = counts[at]! + count
}

function sum(counts: Int32Array): number {
  return counts.reduce((total, count) => total + count, 0)
}

function byDayOf({ byDay }: ScanCounts, belongs: (category: number | null) => boolean): ByDay {
  const days = new Map<string, number>()
  for (const [category, counts] of byDay)
    if (belongs(category)) for (const [day, count] of counts) days.set(day, (days.get(day) ?? 0) + count)
  return days
}

/** Centres of cells in metres east and north of the first, on the plane that touches the middle latitude. */
function onPlane(cells: readonly string[]): { x: Float64Array; y: Float64Array } {
  const metres = 111_194.93
  const points = cells.map((cell) => cellToLatLng(cell))
  const middle = points.reduce((sum, [lat]) => sum + lat, 0) / Math.max(1, points.length)
  const wide = metres * Math.cos((middle * Math.PI) / 180)
  return {
    x: Float64Array.from(points, ([, lon]) => (lon - (points[0]?.[1] ?? 0)) * wide),
    y: Float64Array.from(points, ([lat]) => (lat - (points[0]?.[0] ?? 0)) * metres),
  }
}

function fingerprintOf(task: ScanTask, cells: readonly string[]): string {
  const hash = createHash('sha256').update(cells.join()).update(task.all)
  for (const { id, counts, reference, rest, days } of task.groups) {
    const { begins, place, tickets } = reference
    hash
      .update(String(id))
      .update(counts)
      .update(begins)
      .update(place)
      .update(tickets)
      .update(rest)
      .update(days)
  }
  return hash.digest('base64url')
}
