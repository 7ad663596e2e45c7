import type { Centre, Measure } from '@grid/data/contract'
import { useQuery } from '@tanstack/react-query'
import { get } from './client.ts'

const askAgainMs = 60_000

/** The centre: its names, levels, extent and version. Asked every minute, since everything else hangs on its version. */
export function useCentre() {
  return useQuery({
    queryKey: ['centre'],
    queryFn: ({ signal }) => get<Centre>('/api/centre', {}, signal),
    refetchInterval: askAgainMs,
    staleTime: askAgainMs / 2,
  })
}

/** The version of the data that answers are kept under; a new one asks every open question again. */
export function useDataVersion(): number | undefined {
  return useCentre().data?.dataVersion
}

/** The catalogue of measures, in the order the centre gives them. */
export function useMeasures() {
  return useQuery({
    queryKey: ['measures'],
    queryFn: ({ signal }) => get<Measure[]>('/api/measures', {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
}
