import type { AreaCollection } from '@grid/data/contract'
import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type AreaIndex, indexAreas } from './areaIndex.ts'
import { useCentre, useDataVersion } from './centre.ts'
import { answer, api } from './client.ts'

/** The areas of every level that has any, and the special grids beside them. */
export interface Areas {
  index: AreaIndex
  /** the tree's areas of each level */
  byLevel: ReadonlyMap<string, AreaCollection>
  loading: boolean
  error: Error | null
}

/** All areas of the centre: one question a level and one for the special grids, kept until the data changes. */
export function useAreas(): Areas {
  const centre = useCentre().data
  const version = useDataVersion()
  const levels = useMemo(
    () => (centre?.levels ?? []).filter((level) => level.areas > 0).map((level) => level.id),
    [centre],
  )
  const { collections, loading, error } = useQueries({
    queries: [...levels, null].map((level) => ({
      queryKey: ['areas', version, level],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        answer(
          api.areas.$get(
            { query: level === null ? { kind: 'special' as const } : { level } },
            { init: { signal } },
          ),
        ),
      enabled: version !== undefined && levels.length > 0,
      staleTime: Number.POSITIVE_INFINITY,
    })),
    combine,
  })
  return useMemo(() => {
    const byLevel = new Map<string, AreaCollection>()
    levels.forEach((level, at) => {
      const collection = collections[at]
      if (collection) byLevel.set(level, collection)
    })
    const special = collections[levels.length]
    const index = indexAreas(special ? [...byLevel.values(), special] : [...byLevel.values()])
    return { index, byLevel, loading: loading && levels.length > 0, error }
  }, [levels, collections, loading, error])
}

interface Result {
  data: AreaCollection | undefined
  error: Error | null
  isPending: boolean
}

function combine(results: Result[]) {
  return {
    collections: results.map((result) => result.data),
    loading: results.some((result) => result.isPending),
    error: results.find((result) => result.error)?.error ?? null,
  }
}
