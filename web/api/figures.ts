import type { Breakdown, MeasureByArea, Series, Summary } from '@grid/data/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { FilterQuery } from '../view/query.ts'
import { useDataVersion } from './centre.ts'
import { get } from './client.ts'

/** Every headline measure of a view, beside the previous period and the same period last year. */
export function useSummary(filter: FilterQuery) {
  const version = useDataVersion()
  return useQuery({
    queryKey: ['summary', version, filter],
    queryFn: ({ signal }) => get<Summary>('/api/summary', { ...filter }, signal),
    enabled: version !== undefined,
    placeholderData: keepPreviousData,
  })
}

/** A measure over time, one figure a bin. Waits until the measure is known. */
export function useSeries(measure: string | undefined, bin: Series['bin'], filter: FilterQuery) {
  const version = useDataVersion()
  return useQuery({
    queryKey: ['series', version, measure, bin, filter],
    queryFn: ({ signal }) => get<Series>('/api/series', { ...filter, measure, bin }, signal),
    enabled: version !== undefined && measure !== undefined,
    placeholderData: keepPreviousData,
  })
}

/** Counts and rates by one property of the tickets. */
export function useBreakdown(by: Breakdown['by'], filter: FilterQuery, enabled: boolean) {
  const version = useDataVersion()
  return useQuery({
    queryKey: ['breakdown', version, by, filter],
    queryFn: ({ signal }) => get<Breakdown>('/api/breakdown', { ...filter, by }, signal),
    enabled: enabled && version !== undefined,
    placeholderData: keepPreviousData,
  })
}

/** A measure for every area of a level. Waits until both are known. */
export function useMeasureByArea(
  measure: string | undefined,
  level: string | undefined,
  filter: FilterQuery,
) {
  const version = useDataVersion()
  return useQuery({
    queryKey: ['by-area', version, measure, level, filter],
    queryFn: ({ signal }) =>
      get<MeasureByArea>(
        `/api/measures/${encodeURIComponent(measure ?? '')}/areas`,
        { ...filter, level },
        signal,
      ),
    enabled: version !== undefined && measure !== undefined && level !== undefined,
    placeholderData: keepPreviousData,
  })
}
