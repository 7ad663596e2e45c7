import { decodeTimeCube } from '@grid/data/contract'
import { useQuery } from '@tanstack/react-query'
import { TimeSums } from '../lib/timeSums.ts'
import type { FilterQuery } from '../view/query.ts'
import { useDataVersion } from './centre.ts'
import { api, bytesOf } from './client.ts'

/** Millions of counts are not kept for a page that was left. */
const keptMs = 120_000

/**
 * Running sums of what daily measures count, day by day for every area of a level. Asked for once it is wanted; sums of
 * an older version of the data stand until those of the new one are there.
 */
export function useTimeSums(
  level: string | undefined,
  measures: readonly string[],
  filter: FilterQuery,
  wanted: boolean,
) {
  const version = useDataVersion()
  const question = [level, measures, filter]
  const spelt = JSON.stringify(question)
  return useQuery({
    queryKey: ['timecube', version, ...question],
    queryFn: async ({ signal }) => {
      const query = { ...filter, level: level ?? '', bin: 'day' as const, measure: [...measures] }
      const cube = decodeTimeCube(await bytesOf(api.timecube.$get({ query }, { init: { signal } })))
      // millions of counts are two short tasks rather than a long one
      await new Promise((next) => setTimeout(next))
      return new TimeSums(cube)
    },
    enabled: wanted && version !== undefined && level !== undefined && measures.length > 0,
    placeholderData: (sums, before) =>
      JSON.stringify(before?.queryKey.slice(2)) === spelt ? sums : undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: keptMs,
    // no plain data that could be compared part by part
    structuralSharing: false,
  })
}
