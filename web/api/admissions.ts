import type { AccountChange, NewAccount, NewApiKey, NewDisplay } from '@grid/data/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer, api } from './client.ts'

const name = ['access']

/** Everybody who may come in. */
export function useAccesses() {
  return useQuery({
    queryKey: name,
    queryFn: ({ signal }) => answer(api.access.$get({ query: {} }, { init: { signal } })),
    staleTime: 0,
  })
}

/** Something an administrator does; the list is asked for anew. */
function useDeed<Given, Told>(deed: (given: Given) => Promise<Told>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: deed,
    onSuccess: () => client.invalidateQueries({ queryKey: name }),
  })
}

export const useNewAccount = () =>
  useDeed((json: NewAccount) => answer(api.access.accounts.$post({ query: {}, json })))

export const useAccountChange = () =>
  useDeed(({ id, ...json }: AccountChange & { id: string }) =>
    answer(api.access.accounts[':id'].$patch({ param: { id }, query: {}, json })),
  )

export const useNewKey = () =>
  useDeed((json: NewApiKey) => answer(api.access.keys.$post({ query: {}, json })))

export const useNewDisplay = () =>
  useDeed((json: NewDisplay) => answer(api.access.displays.$post({ query: {}, json })))

/** Ends a key or a display for good. */
export const useRevoking = () =>
  useDeed(async ({ kind, id }: { kind: 'key' | 'display'; id: string }) => {
    const at = { param: { id }, query: {} }
    if (kind === 'key') await answer(api.access.keys[':id'].$delete(at))
    else await answer(api.access.displays[':id'].$delete(at))
  })
