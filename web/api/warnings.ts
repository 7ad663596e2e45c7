import type { Dismissal } from '@grid/data/contract'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { FilterQuery } from '../view/query.ts'
import { useDataVersion } from './centre.ts'
import { answer, api } from './client.ts'

/** How soon a list whose scan is under way is asked for again, in milliseconds. */
const renewAfter = 2000

/** Of a filter only the parts that warnings know: they are about the last days, whatever the period. */
type WarningFilter = Pick<FilterQuery, 'area' | 'category' | 'asOf'>

/** Clusters of the last days, the rarest first, those set aside among them; renewed while the scan is under way. */
export function useWarnings({ area, category, asOf }: WarningFilter) {
  const version = useDataVersion()
  const query = { ...(area && { area }), ...(category && { category }), ...(asOf && { asOf }) }
  return useQuery({
    queryKey: ['warnings', version, query],
    queryFn: ({ signal }) => answer(api.warnings.$get({ query }, { init: { signal } })),
    enabled: version !== undefined,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.state === 'computing' ? renewAfter : false),
  })
}

/** What a coordinator does about a warning: sets it aside with a reason, or takes it up again. */
export type WarningDeed = { id: string } & ({ dismiss: Dismissal } | { reopen: true })

/** Does it, and asks for the list anew; settles when the list is. */
export function useWarningDeed(asOf: string | undefined) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (deed: WarningDeed) => {
      const at = { param: { id: encodeURIComponent(deed.id) }, query: asOf === undefined ? {} : { asOf } }
      return 'dismiss' in deed
        ? answer(api.warnings[':id'].dismiss.$post({ ...at, json: deed.dismiss }))
        : answer(api.warnings[':id'].reopen.$post({ ...at, json: {} }))
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['warnings'] }),
  })
}
