import type { Breakdown, Series } from '@grid/data/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { FilterQuery } from '../view/query.ts'
import { useDataVersion } from './centre.ts'
import { answer, api } from './client.ts'

/** Every headline measure of a view, beside the previous period and the same period last year. */
export function useSummary(filter: FilterQuery) {
  const version = useDataVersion()
  return useQuery({
    queryKey: ['summary', version, filter],
    queryFn: ({ signal }) => answer(api.summary.$get({ query: filter }, { init: { signal } })),
    enabled: version !== undefined,
    placeholderData: keepPreviousData,
  })
}

/** A measure over time, one figure a bin, and a series for each value of `by`. Waits until the measure is known. */
export function useSeries(
  measure: string | undefined,
  bin: Series['bin'],
  filter: FilterQuery,
  by?: Breakdown['by'],
) {
  const version = useDataVersion()
  return useQuery({
    queryKey: ['series', version, measure, bin, filter, by],
    queryFn: ({ signal }) =>
      answer(
        api.series.$get(
          { query: { ...filter, bin, ...(measure && { measure }), ...(by && { by }) } },
          { init: { signal } },
        ),
      ),
    enabled: version !== undefined && measure !== undefined,
    placeholderData: keepPreviousData,
  })
}

/** A measure month by month for every area of a level. Waits until both are known and it is wanted. */
export function useMonthsByArea(
  measure: string | undefined,
  level: string | undefined,
  filter: FilterQuery,
  enabled: boolean,
) {
  const version = useDataVersion()
  return useQuery({
    queryKey: ['months-by-area', version, measure, level, filter],
    queryFn: ({ signal }) =>
      answer(
        api.series.$get(
          {
            query: {
              ...filter,
              bin: 'month',
              by: 'area',
              ...(measure && { measure }),
              ...(level && { level }),
            },
          },
          { init: { signal } },
        ),
      ),
    enabled: enabled && version !== undefined && measure !== undefined && level !== undefined,
    placeholderData: keepPreviousData,
  })
}

/** Counts by one property of the tickets, with a measure beside them. */
export function useBreakdown(
  by: Breakdown['by'],
  measure: string | undefined,
  filter: FilterQuery,
  enabled: boolean,
) {
  const version = useDataVersion()
  return useQuery({
    queryKey: ['breakdown', version, by, measure, filter],
    queryFn: ({ signal }) =>
      answer(
        api.breakdown.$get(
          { query: { ...filter, by, ...(measure && { measure: [measure] }) } },
          { init: { signal } },
        ),
      ),
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
      answer(
        api.measures[':id'].areas.$get(
          { param: { id: encodeURIComponent(measure ?? '') }, query: { ...filter, level: level ?? '' } },
          { init: { signal } },
        ),
      ),
    enabled: version !== undefined && measure !== undefined && level !== undefined,
    placeholderData: keepPreviousData,
  })
}
