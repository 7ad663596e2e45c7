import { addDays, daysBetween, yearsBefore } from '../centre/index.ts'
import type { History } from './history.ts'

/** Days on either side of a date that tell its part of the season. */
export const half = 7
/** Tickets of an even season that every day is given: few tickets tell no course. */
const evenSeason = 30
/** With fewer tickets a category has the week of all categories. */
const fewestOfWeek = 200

/** Tickets by local day; days without any may be missing. */
export type ByDay = ReadonlyMap<string, number>

/** What part of a window's tickets each of its days is expected to have, the last day first. */
export interface DayShares {
  /** by weekday and season */
  days: number[]
  /** by weekday alone */
  weekdays: number[]
}

/**
 * The weekday's mean in the reference days times the course of the season, which is the tickets within a week of the same
 * date in earlier years. `all` are the tickets of all categories.
 */
export function daySharesOf(history: History, own: ByDay, all: ByDay): DayShares {
  const { reference, season } = history
  const week = weekOf(reference, totalOf(reference, own) >= fewestOfWeek ? own : all)
  const days = scannedDaysOf(history)
  const around = days.map((day) =>
    season.reduce((sum, { years }) => sum + countAround(yearsBefore(day, years), own), 0),
  )
  const weekdays = parts(days.map((day) => week[weekday(day)]!))
  return { days: withSeason(weekdays, around), weekdays }
}

/**
 * Parts of days with the course of the season upon them: `around` are the tickets within a week of each day's date in
 * earlier years.
 */
export function withSeason(weekdays: readonly number[], around: readonly number[]): number[] {
  const mean = sum(around) / around.length
  return parts(weekdays.map((part, index) => part * ((around[index]! + evenSeason) / (mean + evenSeason))))
}

/** The days of the window, the last one first. */
export function scannedDaysOf({ window }: Pick<History, 'window'>): string[] {
  const length = daysBetween(window.from, window.to)
  return Array.from({ length }, (_, index) => addDays(window.to, -1 - index))
}

function parts(values: readonly number[]): number[] {
  const total = sum(values)
  return values.map((value) => value / total)
}

/** Mean of each weekday against that of all, a little drawn towards 1 so that none is 0. */
function weekOf(reference: History['reference'], counts: ByDay): number[] {
  const tickets = new Array<number>(7).fill(0)
  const days = new Array<number>(7).fill(0)
  for (const day of daysOf(reference)) {
    tickets[weekday(day)] = tickets[weekday(day)]! + (counts.get(day) ?? 0)
    days[weekday(day)] = days[weekday(day)]! + 1
  }
  const mean = sum(tickets) / sum(days)
  return tickets.map((count, index) => (count + 1) / (days[index]! * mean + 1))
}

function countAround(day: string, counts: ByDay): number {
  let total = 0
  for (let step = -half; step <= half; step++) total += counts.get(addDays(day, step)) ?? 0
  return total
}

function totalOf(reference: History['reference'], counts: ByDay): number {
  let total = 0
  for (const day of daysOf(reference)) total += counts.get(day) ?? 0
  return total
}

/** Every day of some periods, in their order. */
export function* daysOf(periods: History['reference']): Generator<string> {
  for (const { from, to } of periods) for (let day = from; day < to; day = addDays(day, 1)) yield day
}

/** 0 for Thursday, the weekday of 1970-01-01. */
export function weekday(day: string): number {
  return daysBetween('1970-01-01', day) % 7
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
