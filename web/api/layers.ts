import type { ExportFormat, ExportProfile, MeasureByArea } from '@grid/data/contract'
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import type { FilterQuery } from '../view/query.ts'
import { useDataVersion } from './centre.ts'
import { answer, api } from './client.ts'

/** What a file is asked to hold. */
export interface FileQuestion {
  layer: string
  format: ExportFormat
  profile: ExportProfile
  filter: FilterQuery
}

/** The layers there are and the formats they are exported in. */
export function useLayers() {
  const version = useDataVersion()
  return useQuery({
    queryKey: ['layers', version],
    queryFn: ({ signal }) => answer(api.layers.$get({ query: {} }, { init: { signal } })),
    enabled: version !== undefined,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** What a file would hold: columns, count, size, name, first features. */
export function useLayerSheet(
  { layer, format, profile, filter }: FileQuestion,
  preview: number,
  enabled: boolean,
) {
  const version = useDataVersion()
  return useQuery({
    queryKey: ['layer-sheet', version, layer, format, profile, filter, preview],
    queryFn: ({ signal }) =>
      answer(
        api.layers[':layer'].$get(
          {
            param: { layer: encodeURIComponent(layer) },
            query: { ...filter, format, profile, preview: String(preview) },
          },
          { init: { signal } },
        ),
      ),
    enabled: enabled && version !== undefined,
    placeholderData: keepPreviousData,
  })
}

/** Several measures for every area of a level, in the order of the ids; undefined while one is not there yet. */
export function useMeasuresByArea(ids: readonly string[], level: string | undefined, filter: FilterQuery) {
  const version = useDataVersion()
  return useQueries({
    queries: ids.map((id) => ({
      queryKey: ['by-area', version, id, level, filter],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        answer(
          api.measures[':id'].areas.$get(
            { param: { id: encodeURIComponent(id) }, query: { ...filter, level: level ?? '' } },
            { init: { signal } },
          ),
        ),
      enabled: version !== undefined && level !== undefined,
      placeholderData: keepPreviousData,
    })),
    combine,
  })
}

interface Result {
  data: MeasureByArea | undefined
  error: Error | null
  isFetching: boolean
  isPlaceholderData: boolean
}

function combine(results: Result[]) {
  return {
    answers: results.map((result) => result.data),
    error: results.find((result) => result.error)?.error ?? null,
    isFetching: results.some((result) => result.isFetching),
    isPlaceholderData: results.some((result) => result.isPlaceholderData),
  }
}
