import type { ChecklistTickets } from '@grid/data/contract'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { FilterQuery } from '../view/query.ts'
import { useDataVersion } from './centre.ts'
import { answer, api } from './client.ts'

/** The checklists of a view beside what happened. */
export function useChecklists(filter: FilterQuery, enabled: boolean) {
  const version = useDataVersion()
  return useQuery({
    queryKey: ['checklists', version, filter],
    queryFn: ({ signal }) => answer(api.checklists.$get({ query: filter }, { init: { signal } })),
    enabled: enabled && version !== undefined,
    placeholderData: keepPreviousData,
  })
}

/** Checklist fit for every area of a level. Waits until the level is known. */
export function useChecklistAreas(level: string | undefined, filter: FilterQuery) {
  const version = useDataVersion()
  return useQuery({
    queryKey: ['checklist-areas', version, level, filter],
    queryFn: ({ signal }) =>
      answer(api.checklists.areas.$get({ query: { ...filter, level: level ?? '' } }, { init: { signal } })),
    enabled: version !== undefined && level !== undefined,
    placeholderData: keepPreviousData,
  })
}

/** A number of the checklists: of which list and line, and which tickets it counts. */
export interface ChecklistNumber {
  checklist: string | null
  item: string | null
  parting: ChecklistTickets
}

const pageSize = 100
const firstPage = (): string | null => null

/** The tickets behind a number, newest report first, a page at a time. Asks nothing where there is no number. */
export function useChecklistTickets(number: ChecklistNumber | null, filter: FilterQuery) {
  const version = useDataVersion()
  return useInfiniteQuery({
    queryKey: ['checklist-tickets', version, number, filter],
    queryFn: ({ signal, pageParam }) =>
      answer(
        api.checklists.tickets.$get(
          {
            query: {
              ...filter,
              limit: String(pageSize),
              ...(number && { parting: number.parting }),
              ...(number?.checklist && { checklist: number.checklist }),
              ...(number?.item && { item: number.item }),
              ...(pageParam !== null && { after: pageParam }),
            },
          },
          { init: { signal } },
        ),
      ),
    initialPageParam: firstPage(),
    getNextPageParam: (page) => page.next,
    enabled: version !== undefined && number !== null,
  })
}

/** The mechanisms of the centre with their figures in a view. */
export function useMechanisms(filter: FilterQuery, enabled: boolean) {
  const version = useDataVersion()
  return useQuery({
    queryKey: ['mechanisms', version, filter],
    queryFn: ({ signal }) => answer(api.mechanisms.$get({ query: filter }, { init: { signal } })),
    enabled: enabled && version !== undefined,
    placeholderData: keepPreviousData,
  })
}
