import type { LocalDate, Period, Series } from '@grid/data/contract'
import { addDays, daysIn, dayToMs, msToDay } from '../lib/time.ts'

/** A bar of the brush: the days of its bin that lie in the extent, `to` not included. */
export interface Bar extends Period {
  /** first day of the whole bin */
  bin: LocalDate
  value: number
}

/** The bars of a series within the extent, groups added up. */
export function barsOf(series: Series | undefined, extent: Period): Bar[] {
  const { bins, bin, series: groups } = series ?? { bins: [], bin: 'day', series: [] }
  return bins.flatMap((first, index) => {
    const from = clampDay(first, extent.from, extent.to)
    const end = bins[index + 1] ?? nextBin(first, bin)
    const to = clampDay(end, extent.from, extent.to)
    const value = groups.reduce((sum, { figures }) => sum + (figures[index]?.value ?? 0), 0)
    return from < to ? [{ bin: first, from, to, value }] : []
  })
}

/** First day of the bin after one that begins on `first`. */
export function nextBin(first: LocalDate, bin: Series['bin']): LocalDate {
  if (bin === 'day') return addDays(first, 1)
  return bin === 'week' ? addDays(first, 7) : addMonths(first, 1)
}

/** The first of the month `months` away from the month of a day. */
function addMonths(day: LocalDate, months: number): LocalDate {
  return msToDay(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 + months, 1))
}

/** The part of a period inside the extent; the nearest day of it where they do not meet. */
export function within(period: Period, extent: Period): Period {
  const from = clampDay(period.from, extent.from, addDays(extent.to, -1))
  const to = clampDay(period.to, addDays(from, 1), extent.to)
  return { from, to }
}

/** Days between the start of the extent and a day. */
export function dayNumber(extent: Period, day: LocalDate): number {
  return Math.round((dayToMs(day) - dayToMs(extent.from)) / 86_400_000)
}

/**
 * The day boundary nearest to a fraction of the extent, or the edge of a bar where one lies within `reach` days: bars
 * are what the hand aims at.
 */
export function boundaryAt(extent: Period, fraction: number, bars: readonly Bar[], reach: number): LocalDate {
  const total = daysIn(extent)
  const at = Math.min(Math.max(fraction, 0), 1) * total
  let best = Math.round(at)
  let distance = reach
  for (const { from, to } of bars)
    for (const edge of [dayNumber(extent, from), dayNumber(extent, to)])
      if (Math.abs(edge - at) <= distance) {
        best = edge
        distance = Math.abs(edge - at)
      }
  return addDays(extent.from, best)
}

/** The period between two boundaries in either order, a day long at least, inside the extent. */
export function between(extent: Period, one: LocalDate, other: LocalDate): Period {
  const [from, to] = one < other ? [one, other] : [other, one]
  return within({ from, to: from === to ? addDays(to, 1) : to }, extent)
}

/** A period moved by days, its length kept, stopped at the ends of the extent. */
export function moved(extent: Period, period: Period, days: number): Period {
  const length = daysIn(period)
  const latest = daysIn(extent) - length
  const start = Math.min(Math.max(dayNumber(extent, period.from) + days, 0), Math.max(latest, 0))
  const from = addDays(extent.from, start)
  return within({ from, to: addDays(from, length) }, extent)
}

/** One end moved by days; the other end stays and is never passed. */
export function endMoved(extent: Period, period: Period, end: 'from' | 'to', days: number): Period {
  if (end === 'from') {
    const from = clampDay(addDays(period.from, days), extent.from, addDays(period.to, -1))
    return { from, to: period.to }
  }
  return { from: period.from, to: clampDay(addDays(period.to, days), addDays(period.from, 1), extent.to) }
}

export const presetIds = ['7', '30', '90', 'month', '12m', 'all'] as const
export type PresetId = (typeof presetIds)[number]

/** Usual periods counted back from the end of the data; those longer than the data are left out, but for all of it. */
export function presetsOf(extent: Period): { id: PresetId; period: Period }[] {
  return presetIds.flatMap((id) => {
    const from = presetStart(extent, id)
    return from < extent.from ? [] : [{ id, period: { from, to: extent.to } }]
  })
}

function presetStart(extent: Period, id: PresetId): LocalDate {
  if (id === 'all') return extent.from
  if (id === 'month') {
    return clampDay(addMonths(addDays(extent.to, -1), 0), extent.from, extent.to)
  }
  if (id === '12m') {
    const [year, month, day] = extent.to.split('-').map(Number)
    return msToDay(Date.UTC((year ?? 0) - 1, (month ?? 1) - 1, day ?? 1))
  }
  return addDays(extent.to, -Number(id))
}

/** Days to write on the axis, at least `apart` days from each other: whole days, else firsts of months, else of years. */
export function ticksOf(extent: Period, apart: number): { day: LocalDate; unit: 'day' | 'month' | 'year' }[] {
  const ticks: { day: LocalDate; unit: 'day' | 'month' | 'year' }[] = []
  if (daysIn(extent) <= 62) {
    const step = Math.max(1, Math.ceil(apart))
    for (let day = extent.from; day < extent.to; day = addDays(day, step)) ticks.push({ day, unit: 'day' })
    return ticks
  }
  const months = [1, 2, 3, 6, 12, 24, 60, 120, 240].find((count) => count * 28 >= apart) ?? 600
  for (let day = addMonths(extent.from, 0); day < extent.to; day = addMonths(day, 1)) {
    const number = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1
    if (day >= extent.from && number % months === 0)
      ticks.push({ day, unit: months >= 12 ? 'year' : 'month' })
  }
  return ticks
}

function clampDay(day: LocalDate, least: LocalDate, most: LocalDate): LocalDate {
  return day < least ? least : day > most ? most : day
}
