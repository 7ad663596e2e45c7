import type { FlowBy } from '@grid/data/contract'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { FilterQuery } from '../view/query.ts'
import { useDataVersion } from './centre.ts'
import { answer, api } from './client.ts'

/** Hand-offs between tiers, units or areas. */
export function useFlows(by: FlowBy, level: string | undefined, filter: FilterQuery, enabled: boolean) {
  const version = useDataVersion()
  return useQuery({
    queryKey: ['flows', version, by, level, filter],
    queryFn: ({ signal }) =>
      answer(api.flows.$get({ query: { ...filter, by, ...(level && { level }) } }, { init: { signal } })),
    enabled: enabled && version !== undefined,
    placeholderData: keepPreviousData,
  })
}

/** A matrix of flows as it arrives, and one of its links. */
export type FlowMatrix = NonNullable<ReturnType<typeof useFlows>['data']>
export type FlowLink = FlowMatrix['links'][number]

/** The ways that tickets went through tiers or units, the `top` most frequent. */
export function useFlowPaths(by: 'tier' | 'unit', top: number, filter: FilterQuery, enabled: boolean) {
  const version = useDataVersion()
  return useQuery({
    queryKey: ['flow-paths', version, by, top, filter],
    queryFn: ({ signal }) =>
      answer(api.flows.paths.$get({ query: { ...filter, by, top: String(top) } }, { init: { signal } })),
    enabled: enabled && version !== undefined,
    placeholderData: keepPreviousData,
  })
}

/** Pairs between which tickets went to and fro, the `top` most frequent. */
export function useFlowPingPong(by: 'tier' | 'unit', top: number, filter: FilterQuery, enabled: boolean) {
  const version = useDataVersion()
  return useQuery({
    queryKey: ['flow-ping-pong', version, by, top, filter],
    queryFn: ({ signal }) =>
      answer(api.flows.pingpong.$get({ query: { ...filter, by, top: String(top) } }, { init: { signal } })),
    enabled: enabled && version !== undefined,
    placeholderData: keepPreviousData,
  })
}

/** How often tickets were handed on, and whether the first receiver leads to the end. */
export function useFlowHops(filter: FilterQuery, enabled: boolean) {
  const version = useDataVersion()
  return useQuery({
    queryKey: ['flow-hops', version, filter],
    queryFn: ({ signal }) => answer(api.flows.hops.$get({ query: filter }, { init: { signal } })),
    enabled: enabled && version !== undefined,
    placeholderData: keepPreviousData,
  })
}

/** Whether tickets were solved at the front. */
export function useFlowFront(filter: FilterQuery, enabled: boolean) {
  const version = useDataVersion()
  return useQuery({
    queryKey: ['flow-front', version, filter],
    queryFn: ({ signal }) => answer(api.flows.front.$get({ query: filter }, { init: { signal } })),
    enabled: enabled && version !== undefined,
    placeholderData: keepPreviousData,
  })
}

/** Where the time of tickets is spent. */
export function useFlowTimes(filter: FilterQuery, enabled: boolean) {
  const version = useDataVersion()
  return useQuery({
    queryKey: ['flow-time', version, filter],
    queryFn: ({ signal }) => answer(api.flows.time.$get({ query: filter }, { init: { signal } })),
    enabled: enabled && version !== undefined,
    placeholderData: keepPreviousData,
  })
}

/** What the checklists would have spared. */
export function useFlowWhatIf(filter: FilterQuery, enabled: boolean) {
  const version = useDataVersion()
  return useQuery({
    queryKey: ['flow-what-if', version, filter],
    queryFn: ({ signal }) => answer(api.flows.whatif.$get({ query: filter }, { init: { signal } })),
    enabled: enabled && version !== undefined,
    placeholderData: keepPreviousData,
  })
}

/** Open problem tickets, the longest a problem first, and how many there are. */
export function useFlowProblems(filter: FilterQuery, limit: number, enabled: boolean) {
  const version = useDataVersion()
  return useQuery({
    queryKey: ['flow-problems', version, filter, limit],
    queryFn: ({ signal }) =>
      answer(api.flows.problems.$get({ query: { ...filter, limit: String(limit) } }, { init: { signal } })),
    enabled: enabled && version !== undefined,
    placeholderData: keepPreviousData,
  })
}

const pageSize = 100
const firstPage = (): string | null => null

/** A way, or a pair, that tickets are asked for by. */
export interface FlowWay {
  path: string | null
  pair: string | null
}

/** The tickets of a filter that went a way, newest report first, a page at a time; of the filter's flows where no way is. */
export function useFlowTickets({ path, pair }: FlowWay, filter: FilterQuery, enabled: boolean) {
  const version = useDataVersion()
  return useInfiniteQuery({
    queryKey: ['flow-tickets', version, path, pair, filter],
    queryFn: ({ signal, pageParam }) =>
      answer(
        api.flows.tickets.$get(
          {
            query: {
              ...filter,
              limit: String(pageSize),
              ...(path !== null && { path }),
              ...(pair !== null && { pair }),
              ...(pageParam !== null && { after: pageParam }),
            },
          },
          { init: { signal } },
        ),
      ),
    initialPageParam: firstPage(),
    getNextPageParam: (page) => page.next,
    enabled: enabled && version !== undefined,
  })
}
