import type { LocalDate, Period } from '@grid/data/contract'
import { type Lang, localeOf } from './lang.ts'

const dayMs = 86_400_000
const cache = new Map<string, Intl.DateTimeFormat>()

function dateFormat(lang: Lang, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${lang}${JSON.stringify(options)}`
  const known = cache.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(localeOf(lang), options)
  cache.set(key, made)
  return made
}

/** Midnight UTC of a calendar day, in ms: days are counted and written in UTC so that no zone can shift them. */
export function dayToMs(day: LocalDate): number {
  return Date.parse(`${day}T00:00:00Z`)
}

/** The calendar day of a midnight UTC. */
export function msToDay(ms: number): LocalDate {
  return new Date(ms).toISOString().slice(0, 10)
}

/** The day `days` later (earlier if negative). */
export function addDays(day: LocalDate, days: number): LocalDate {
  return msToDay(dayToMs(day) + days * dayMs)
}

/** The first day of a day's month, or of the month so many later (earlier if negative). */
export function firstOfMonth(day: LocalDate, later = 0): LocalDate {
  return msToDay(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 + later, 1))
}

/** Number of days of a half-open period. */
export function daysIn(period: Period): number {
  return Math.round((dayToMs(period.to) - dayToMs(period.from)) / dayMs)
}

/** A calendar day: `30 Jun 2025`, `2025年6月30日`. */
export function formatDay(day: LocalDate, lang: Lang): string {
  return dateFormat(lang, {
    timeZone: 'UTC',
    year: 'numeric',
    month: lang === 'zh' ? 'long' : 'short',
    day: 'numeric',
  }).format(dayToMs(day))
}

/** A month: `Jun 2025`, `2025年6月`. */
export function formatMonth(day: LocalDate, lang: Lang): string {
  return dateFormat(lang, {
    timeZone: 'UTC',
    year: 'numeric',
    month: lang === 'zh' ? 'long' : 'short',
  }).format(dayToMs(day))
}

/** A bin of a series by its first day; weeks begin on Monday. */
export function formatBin(day: LocalDate, bin: 'day' | 'week' | 'month', lang: Lang): string {
  if (bin === 'month') return formatMonth(day, lang)
  if (bin === 'day') return formatDay(day, lang)
  return lang === 'zh' ? `${formatDay(day, lang)}起一周` : `week of ${formatDay(day, lang)}`
}

/** A half-open period by its first and last day, as people read it. */
export function formatPeriod(period: Period, lang: Lang): string {
  const last = addDays(period.to, -1)
  if (last <= period.from) return formatDay(period.from, lang)
  if (lang === 'zh')
    return `${formatDay(period.from, lang)}至${formatDay(last, lang).slice(commonYear(period.from, last))}`
  return dateFormat(lang, { timeZone: 'UTC', year: 'numeric', month: 'short', day: 'numeric' }).formatRange(
    dayToMs(period.from),
    dayToMs(last),
  )
}

/** Length of the year to leave out of the second day, as in 2025年6月1日至6月30日. */
function commonYear(first: LocalDate, last: LocalDate): number {
  return first.slice(0, 4) === last.slice(0, 4) ? 5 : 0
}

/** A point in time in the centre's zone, to the minute: `30 Jun 2025, 14:32`. */
export function formatInstant(instant: string, timeZone: string, lang: Lang): string {
  return dateFormat(lang, {
    timeZone,
    year: 'numeric',
    month: lang === 'zh' ? 'numeric' : 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(Date.parse(instant))
}

/** The time of day in the centre's zone: `14:32`. */
export function formatClock(instant: string, timeZone: string, lang: Lang): string {
  return dateFormat(lang, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    Date.parse(instant),
  )
}

/** The calendar day of an instant in the centre's zone. */
export function dayOf(instant: string, timeZone: string): LocalDate {
  return wallTime(Date.parse(instant), timeZone).slice(0, 10)
}

/** ms from one instant to another; negative when the second came first. */
export function between(from: string, to: string): number {
  return Date.parse(to) - Date.parse(from)
}

const steps = [
  ['day', dayMs],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** A length of time in its two largest units: `3 days 4 hr`, `3天4小时`. Less than a minute is `0 min`. */
export function formatDuration(ms: number, lang: Lang): string {
  let rest = Math.floor(Math.abs(ms) / 60_000) * 60_000
  const parts: string[] = []
  for (const [unit, size] of steps) {
    const count = Math.floor(rest / size)
    rest -= count * size
    if (count > 0 && parts.length < 2) parts.push(inUnit(count, unit, lang))
    else if (parts.length > 0) break
  }
  if (parts.length === 0) parts.push(inUnit(0, 'minute', lang))
  return parts.join(lang === 'zh' ? '' : ' ')
}

function inUnit(count: number, unit: 'day' | 'hour' | 'minute', lang: Lang): string {
  return new Intl.NumberFormat(localeOf(lang), { style: 'unit', unit, unitDisplay: 'short' }).format(count)
}

/** The wall clock of a zone at an instant, `YYYY-MM-DDTHH:mm`. */
export function wallTime(ms: number, timeZone: string): string {
  const parts = dateFormat('en', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(ms)
  const part = (type: string) => parts.find((p) => p.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`
}

/** The instant a zone's wall clock shows `YYYY-MM-DDTHH:mm`; a time skipped in spring is taken an hour later. */
export function instantAt(wall: string, timeZone: string): string {
  const asUtc = Date.parse(`${wall}:00Z`)
  let guess = asUtc
  for (let round = 0; round < 2; round++) {
    guess += asUtc - Date.parse(`${wallTime(guess, timeZone)}:00Z`)
  }
  return new Date(guess).toISOString()
}
