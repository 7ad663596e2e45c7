import type { FlowBy } from '@grid/data/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
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
