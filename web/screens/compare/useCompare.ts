import type { AreaFeature, Centre } from '@grid/data/contract'
import { useMemo } from 'react'
import { useBreakdown, useSeries, useSummary } from '../../api/index.ts'
import type { Asked } from '../../panels/Answer.tsx'
import { monthAfter, monthsUpTo } from '../../panels/BriefMonthsCounts.ts'
import type { FilterQuery, Settled } from '../../view/query.ts'

/** The questions about both areas; each is asked once for either side. */
export function useCompare(centre: Centre, settled: Settled, areas: readonly [AreaFeature, AreaFeature]) {
  const { period, extent } = settled
  // the one area at the top is asked for as the whole centre, so that tickets without a location count
  const filterOf = ({ id }: AreaFeature): FilterQuery =>
    centre.roots.length === 1 && centre.roots[0] === id ? settled.filter : { ...settled.filter, area: [id] }
  const a = filterOf(areas[0])
  const b = filterOf(areas[1])
  const covered = useMemo(() => (period && extent ? monthsUpTo(period, extent) : null), [period, extent])
  const summaries = useBoth(useSummary(a), useSummary(b))
  const categories = useBoth(
    useBreakdown('category', 'reported', a, true),
    useBreakdown('category', 'reported', b, true),
  )
  const months = useBoth(
    useSeries('reported', 'month', { ...a, ...covered }),
    useSeries('reported', 'month', { ...b, ...covered }),
  )
  const answers = months.data
  const lines = useMemo(() => {
    if (!answers || !covered) return null
    const starts = answers[0].bins.map((start) => `${start.slice(0, 7)}-01`)
    const of = (side: 0 | 1) => (answers[side].series[0]?.figures ?? []).map(({ value }) => value ?? 0)
    return {
      months: starts,
      partial: starts.map((month) => month < covered.from || monthAfter(month) > covered.to),
      counts: [of(0), of(1)] as const,
    }
  }, [answers, covered])
  return { summaries, categories, months, lines }
}

/** Two answers as one: there when both are, failed when either is. */
function useBoth<T>(a: Asked<T>, b: Asked<T>): Asked<readonly [T, T]> {
  const [left, right] = [a.data, b.data]
  const data = useMemo(
    () => (left !== undefined && right !== undefined ? ([left, right] as const) : undefined),
    [left, right],
  )
  return {
    data,
    error: a.error ?? b.error,
    isFetching: a.isFetching || b.isFetching,
    isPlaceholderData: a.isPlaceholderData || b.isPlaceholderData,
  }
}
