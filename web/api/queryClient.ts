import { QueryClient } from '@tanstack/react-query'
import { asFailure } from './failure.ts'

const minute = 60_000

/** The cache of answers: asked again only after a minute, and again by itself only where that can help. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: minute,
        gcTime: 10 * minute,
        retry: (count, thrown) => count < 2 && asFailure(thrown).passing,
        networkMode: 'always',
        refetchOnWindowFocus: false,
      },
    },
  })
}
