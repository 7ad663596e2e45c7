import type { Centre, LocalDate, Period, Series } from '@grid/data/contract'
import { addDays } from '../lib/time.ts'

/** How tickets came: over a hotline, found by the centre itself, or otherwise. */
export type Channel = 'hotline' | 'found' | 'other'

/** Most months drawn. */
const mostMonths = 24

/** The months up to the end of a period, as far back as the data reaches, at most two years. */
export function monthsUpTo(period: Period, extent: Period): Period {
  const first = monthsBefore(addDays(period.to, -1), mostMonths - 1)
  return { from: first > extent.from || extent.from >= period.to ? first : extent.from, to: period.to }
}

function monthsBefore(day: LocalDate, months: number): LocalDate {
  const at = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 - months
  return `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}-01`
}

/** The first day of the month after the one a day lies in. */
export function monthAfter(day: LocalDate): LocalDate {
  return monthsBefore(day, -1)
}

/** The channel of a source: proactive ones are self-found; a hotline has "hotline", 热线 or 12345 in id or name. */
export function channelOf(source: Centre['sources'][number] | undefined): Channel {
  if (!source) return 'other'
  if (source.proactive) return 'found'
  return /hotline|热线|12345/i.test(`${source.id} ${source.name.en} ${source.name.zh}`) ? 'hotline' : 'other'
}

/** One month: its counts by channel, and whether the data or the period covers only part of it. */
export interface MonthCounts {
  month: LocalDate
  partial: boolean
  counts: Record<Channel, number>
}

/** A series by source as counts a month and channel. `covered` are the days that were asked for. */
export function monthCounts(
  series: Pick<Series, 'bins' | 'series'>,
  sources: Centre['sources'],
  covered: Period,
): MonthCounts[] {
  const byId = new Map(sources.map((source) => [source.id, source]))
  return series.bins.map((start, at) => {
    const month = `${start.slice(0, 7)}-01`
    const counts: Record<Channel, number> = { hotline: 0, found: 0, other: 0 }
    for (const { key, figures } of series.series)
      counts[channelOf(key === null ? undefined : byId.get(key))] += figures[at]?.value ?? 0
    return { month, partial: month < covered.from || monthAfter(month) > covered.to, counts }
  })
}
