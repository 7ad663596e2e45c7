import type { AreaCollection } from '@grid/data/contract'
import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { FilterQuery } from '../view/query.ts'
import { type AreaIndex, indexAreas } from './areaIndex.ts'
import { useCentre, useDataVersion } from './centre.ts'
import { answer, api } from './client.ts'

/** The areas of every level that has any, and the special grids beside them. */
export interface Areas {
  index: AreaIndex
  /** the tree's areas of each level, of several times those at the end of the period: earlier ones lie under them */
  byLevel: ReadonlyMap<string, AreaCollection>
  loading: boolean
  error: Error | null
}

/** By which boundaries areas are wanted: today's where `boundaries` is absent. */
export type AreaTime = Pick<FilterQuery, 'boundaries' | 'from' | 'to'>

/** All areas of the centre: one question a level and one for the special grids, kept until the data changes. */
export function useAreas(time?: AreaTime): Areas {
  const centre = useCentre().data
  const version = useDataVersion()
  const levels = useMemo(
    () => (centre?.levels ?? []).filter((level) => level.areas > 0).map((level) => level.id),
    [centre],
  )
  const [from, to] = [time?.from, time?.to]
  const then = useMemo(
    () => time?.boundaries && { boundaries: time.boundaries, ...(from && { from }), ...(to && { to }) },
    [time?.boundaries, from, to],
  )
  const { collections, loading, error } = useQueries({
    queries: [...levels, null].map((level) => ({
      queryKey: ['areas', version, level, then],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        answer(
          api.areas.$get(
            { query: { ...then, ...(level === null ? { kind: 'special' as const } : { level }) } },
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
      if (collection) byLevel.set(level, drawn(collection, then))
    })
    const index = indexAreas(collections.flatMap((collection) => collection ?? []))
    return { index, byLevel, loading: loading && levels.length > 0, error }
  }, [levels, collections, loading, error, then])
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

/** The areas in force at the end of the period. */
function drawn(collection: AreaCollection, time: AreaTime | undefined): AreaCollection {
  if (time === undefined) return collection
  const { to } = time
  const ended = (until: string | null) => until !== null && (to === undefined || until < to)
  const features = collection.features.filter(({ properties }) => !ended(properties.validTo))
  return features.length === collection.features.length ? collection : { ...collection, features }
}
