import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
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

const OneVersion = createContext(false)

/**
 * Around a page that renews its answers itself: they are kept under one name whatever the version of the data, so that
 * the last one stays where a new one cannot be had, and a thousand versions leave no thousand answers behind.
 */
export const OneVersionProvider = OneVersion.Provider

/** The version of the data that answers are kept under; a new one asks every open question again. */
export function useDataVersion(): number | undefined {
  const version = useCentre().data?.dataVersion
  return useContext(OneVersion) && version !== undefined ? 0 : version
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
