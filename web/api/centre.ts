import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { answer, api } from './client.ts'

const askAgainMs = 60_000

/** The centre: its names, levels, extent and version. Asked every minute, since all else hangs on its version. */
export function useCentre() {
  return useQuery({
    queryKey: ['centre'],
    queryFn: ({ signal }) => answer(api.centre.$get({ query: {} }, { init: { signal } })),
    refetchInterval: askAgainMs,
    staleTime: askAgainMs / 2,
  })
}

/** The version of the data that answers are kept under; a new one asks every open question again. */
export function useDataVersion(): number | undefined {
  return useCentre().data?.dataVersion
}

/** The catalogue of measures, in the order the centre gives them; which are available hangs on the data. */
export function useMeasures() {
  const version = useDataVersion()
  return useQuery({
    queryKey: ['measures', version],
    queryFn: ({ signal }) => answer(api.measures.$get({ query: {} }, { init: { signal } })),
    enabled: version !== undefined,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  })
}
