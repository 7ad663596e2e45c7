import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { asFailure } from './failure.ts'

/** Asks again whatever failed on the page; with `passing` only what may succeed without another question. */
export function useRetry(): (which?: 'passing') => Promise<void> {
  const client = useQueryClient()
  return useCallback(
    (which) =>
      client.refetchQueries({
        type: 'active',
        predicate: ({ state }) =>
          state.status === 'error' && (which === undefined || asFailure(state.error).passing),
      }),
    [client],
  )
}
