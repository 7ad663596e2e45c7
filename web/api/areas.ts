import type { AreaCollection } from '@grid/data/contract'
import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type AreaIndex, indexAreas } from './areaIndex.ts'
import { useCentre } from './centre.ts'
import { get } from './client.ts'

/** The areas of every level that has any, widest first. */
export interface Areas {
  index: AreaIndex
  byLevel: ReadonlyMap<string, AreaCollection>
  loading: boolean
  error: Error | null
  retry: () => void
}

/** All areas of the centre: one question a level, kept until the data changes. */
export function useAreas(): Areas {
  const centre = useCentre().data
  const levels = useMemo(() => (centre?.levels ?? []).filter((level) => level.areas > 0), [centre])
  const version = centre?.dataVersion
  const { collections, ...state } = useQueries({
    queries: levels.map((level) => ({
      queryKey: ['areas', version, level.id],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        get<AreaCollection>('/api/areas', { level: level.id }, signal),
      staleTime: Number.POSITIVE_INFINITY,
    })),
    combine: (results) => ({
      collections: results.map((result) => result.data),
      loading: results.some((result) => result.isPending),
      error: results.find((result) => result.error)?.error ?? null,
      retry: () => {
        for (const result of results) if (result.isError) void result.refetch()
      },
    }),
  })
  return useMemo(() => {
    const byLevel = new Map<string, AreaCollection>()
    levels.forEach((level, at) => {
      const collection = collections[at]
      if (collection) byLevel.set(level.id, collection)
    })
    return { index: indexAreas([...byLevel.values()]), byLevel, ...state }
  }, [levels, collections, state.loading, state.error, state.retry])
}
