import type { Centre, ComparedFigure } from '@grid/data/contract'
import { useMemo } from 'react'
import { useBreakdown, useLongestOverdue, useMeasureByArea, useSeries, useSummary } from '../../api/index.ts'
import type { CategoryCounts } from '../../panels/BriefFindings.ts'
import { monthCounts, monthsUpTo } from '../../panels/BriefMonthsCounts.ts'
import { extentOf } from '../../view/period.ts'
import type { AreaPage } from '../area/useAreaPage.ts'

/** Rows of the list of overdue tickets. */
const ticketsListed = 6

/** Everything the sheet says, asked for; the sheet is drawn once all of it is there. */
export function useBrief(centre: Centre, page: AreaPage) {
  const { filters, place, measure, settled } = page
  const { here, around } = filters
  const known = place !== null
  const summary = useSummary(here)
  const previous = summary.data?.previousPeriod ?? null
  const categories = useBreakdown('category', 'reported', here, known)
  const before = useBreakdown('category', 'reported', { ...here, ...previous }, known && previous !== null)
  const shown = useMeasureByArea(measure?.id, place?.level, around)
  const reported = useMeasureByArea('reported', place?.level, around)
  const overdue = useMeasureByArea('overdue', place?.level, around)
  const extent = extentOf(centre)
  const covered = extent && settled.period ? monthsUpTo(settled.period, extent) : null
  const months = useSeries('reported', 'month', { ...here, ...covered }, 'source')
  const longest = useLongestOverdue(here, ticketsListed, known)

  const asked = [
    summary,
    categories,
    ...(previous ? [before] : []),
    ...(place?.level === undefined ? [] : [shown, reported, overdue]),
    months,
    longest,
  ]
  const counts = useMemo((): CategoryCounts[] => {
    const past = new Map(previous ? before.data?.groups.map(({ key, reported }) => [key, reported]) : [])
    const now = new Map(categories.data?.groups.map(({ key, reported }) => [key, reported]))
    return [...new Set([...now.keys(), ...past.keys()])].map((key) => ({
      key,
      now: now.get(key) ?? 0,
      before: past.get(key) ?? 0,
    }))
  }, [categories.data, before.data, previous])
  return {
    summary: summary.data,
    compared: previous !== null,
    categories: counts,
    shown: byCode(shown.data),
    reported: byCode(reported.data),
    overdue: byCode(overdue.data),
    months: months.data && covered ? monthCounts(months.data, centre.sources, covered) : [],
    longest: longest.data,
    /** all answers are there, and are those of the present view */
    ready: known && asked.every(({ data, isPlaceholderData }) => data !== undefined && !isPlaceholderData),
    error: asked.find(({ error, data }) => error !== null && data === undefined)?.error ?? null,
  }
}

function byCode(
  answer: { areas: (ComparedFigure & { code: string })[] } | undefined,
): ReadonlyMap<string, ComparedFigure> {
  return new Map(answer?.areas.map((figure) => [figure.code, figure]))
}
