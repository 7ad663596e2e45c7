import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { FilterQuery } from '../view/query.ts'
import { useDataVersion } from './centre.ts'
import { answer, api } from './client.ts'

const pageSize = 100
const firstPage = (): string | null => null

/** The tickets of a view, newest report first, a page at a time. */
export function useTickets(filter: FilterQuery, enabled: boolean) {
  const version = useDataVersion()
  return useInfiniteQuery({
    queryKey: ['tickets', version, filter],
    queryFn: ({ signal, pageParam }) =>
      answer(
        api.tickets.$get(
          { query: { ...filter, limit: String(pageSize), ...(pageParam !== null && { after: pageParam }) } },
          { init: { signal } },
        ),
      ),
    initialPageParam: firstPage(),
    getNextPageParam: (page) => page.next,
    enabled: enabled && version !== undefined,
    placeholderData: keepPreviousData,
  })
}

/** Lines of a log on a page. */
export const logPageSize = 200

/** A page of a ticket's log, counted from 1, with the line before it; the first one comes with the ticket. */
export function useTicketLog(id: string, page: number) {
  const version = useDataVersion()
  const skip = (page - 1) * logPageSize - 1
  return useQuery({
    queryKey: ['ticket log', version, id, page],
    queryFn: ({ signal }) =>
      answer(
        api.tickets[':id'].log.$get(
          {
            param: { id: encodeURIComponent(id) },
            query: { skip: String(skip), limit: String(logPageSize + 1) },
          },
          { init: { signal } },
        ),
      ),
    enabled: version !== undefined && page > 1,
    placeholderData: keepPreviousData,
  })
}

/** One ticket with the beginning of its log. The client does not escape path parameters itself. */
export function useTicket(id: string) {
  const version = useDataVersion()
  return useQuery({
    queryKey: ['ticket', version, id],
    queryFn: ({ signal }) =>
      answer(
        api.tickets[':id'].$get({ param: { id: encodeURIComponent(id) }, query: {} }, { init: { signal } }),
      ),
    enabled: version !== undefined,
  })
}

/** The tickets longest past their deadline at the end of a view's period, and how many there are. */
export function useLongestOverdue(filter: FilterQuery, limit: number, enabled: boolean) {
  const version = useDataVersion()
  return useQuery({
    queryKey: ['overdue', version, filter, limit],
    queryFn: ({ signal }) =>
      answer(api.overdue.$get({ query: { ...filter, limit: String(limit) } }, { init: { signal } })),
    enabled: enabled && version !== undefined,
    placeholderData: keepPreviousData,
  })
}
