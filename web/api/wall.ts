import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { FilterQuery } from '../view/query.ts'
import { useDataVersion } from './centre.ts'
import { answer, api } from './client.ts'

/** The tickets reported last, newest first: at most `limit`. */
export function useLatestTickets(limit: number) {
  const version = useDataVersion()
  return useQuery({
    queryKey: ['latest', version, limit],
    queryFn: ({ signal }) =>
      answer(api.tickets.$get({ query: { limit: String(limit) } }, { init: { signal } })),
    enabled: version !== undefined,
    placeholderData: keepPreviousData,
  })
}

/** Measures by name, beside the previous period and the same period last year. */
export function useFigures(measures: readonly string[], filter: FilterQuery) {
  const version = useDataVersion()
  return useQuery({
    queryKey: ['figures', version, measures, filter],
    queryFn: ({ signal }) =>
      answer(api.summary.$get({ query: { ...filter, measure: [...measures] } }, { init: { signal } })),
    enabled: version !== undefined && measures.length > 0,
  })
}

/** Several measures for each value of one property. */
export function useGroups(
  by: 'unit' | 'category',
  measures: readonly string[],
  filter: FilterQuery,
  enabled: boolean,
) {
  const version = useDataVersion()
  return useQuery({
    queryKey: ['groups', version, by, measures, filter],
    queryFn: ({ signal }) =>
      answer(api.breakdown.$get({ query: { ...filter, by, measure: [...measures] } }, { init: { signal } })),
    enabled: enabled && version !== undefined,
  })
}
