import type { LayerDescription, MeasureByArea } from '@grid/data/contract'
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import type { FeatureCollection } from 'geojson'
import type { FilterQuery } from '../view/query.ts'
import { useDataVersion } from './centre.ts'
import { answer, api } from './client.ts'
import type { FileQuestion } from './fileQuestion.ts'
import { fetchFile } from './files.ts'

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
  { layer, format, profile, filter, options }: FileQuestion,
  preview: number,
  enabled: boolean,
) {
  const version = useDataVersion()
  return useQuery({
    queryKey: ['layer-sheet', version, layer, format, profile, filter, options, preview],
    queryFn: ({ signal }) =>
      answer(
        api.layers[':layer'].$get(
          {
            param: { layer: encodeURIComponent(layer) },
            // the options are what the address says; the server refuses what the layer does not know
            query: { ...filter, ...(options as object), format, profile, preview: String(preview) },
          },
          { init: { signal } },
        ),
      ),
    enabled: enabled && version !== undefined,
    placeholderData: keepPreviousData,
  })
}

/** All features of a layer, as its file has them, and what the file says of itself. */
export interface LayerFile extends FeatureCollection {
  metadata: LayerDescription
}

/** The features of a layer: those of the very file that is exported. */
export function useLayerFile(question: Omit<FileQuestion, 'format'>, enabled: boolean) {
  const version = useDataVersion()
  return useQuery({
    queryKey: ['layer-file', version, question],
    queryFn: async ({ signal }): Promise<LayerFile> => {
      const file = await fetchFile({ ...question, format: 'geojson' }, { signal, onBytes: () => {} })
      return JSON.parse(await file.text())
    },
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
