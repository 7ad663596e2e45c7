import type { TicketDetail, TicketPage } from '@grid/data/contract'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { FilterQuery } from '../view/query.ts'
import { useDataVersion } from './centre.ts'
import { get } from './client.ts'

const pageSize = 100
const firstPage = (): string | null => null

/** The tickets of a view, newest report first, a page at a time. */
export function useTickets(filter: FilterQuery, enabled: boolean) {
  const version = useDataVersion()
  return useInfiniteQuery({
    queryKey: ['tickets', version, filter],
    queryFn: ({ signal, pageParam }) =>
      get<TicketPage>('/api/tickets', { ...filter, limit: pageSize, after: pageParam ?? undefined }, signal),
    initialPageParam: firstPage(),
    getNextPageParam: (page) => page.next,
    enabled: enabled && version !== undefined,
    placeholderData: keepPreviousData,
  })
}

/** One ticket with its log. */
export function useTicket(id: string) {
  const version = useDataVersion()
  return useQuery({
    queryKey: ['ticket', version, id],
    queryFn: ({ signal }) => get<TicketDetail>(`/api/tickets/${encodeURIComponent(id)}`, {}, signal),
    enabled: version !== undefined,
  })
}
