import type { AuditAction } from '@grid/data/contract'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { answer, api } from './client.ts'

const firstPage = (): string | null => null

/** What the page of the audit is narrowed by; null narrows nothing. */
export interface AuditAsked {
  who: string | null
  action: readonly AuditAction[]
  what: string | null
  subject: string | null
  from: string | null
  to: string | null
}

/** Entries of the audit, the newest first, a page at a time; asked anew whenever the page is opened. */
export function useAudit(asked: AuditAsked) {
  const { who, action, what, subject, from, to } = asked
  return useInfiniteQuery({
    queryKey: ['audit', asked],
    queryFn: ({ signal, pageParam }) =>
      answer(
        api.audit.$get(
          {
            query: {
              ...(who !== null && { who }),
              ...(action.length > 0 && { action: [...action] }),
              ...(what !== null && { what }),
              ...(subject !== null && { subject }),
              ...(from !== null && { from }),
              ...(to !== null && { to }),
              ...(pageParam !== null && { after: pageParam }),
            },
          },
          { init: { signal } },
        ),
      ),
    initialPageParam: firstPage(),
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
}
