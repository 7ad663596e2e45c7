import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { asFailure } from './failure.ts'
import { mindLogin } from './session.ts'

const minute = 60_000

/**
 * The cache of answers: asked again only after a minute, and again by itself only where that can help. Where the login has
 * ended, the page to log in at is opened.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: mindLogin }),
    mutationCache: new MutationCache({ onError: mindLogin }),
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
