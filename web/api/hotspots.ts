import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { cellChoices } from '../view/fields.ts'
import type { FilterQuery } from '../view/query.ts'
import { useDataVersion } from './centre.ts'
import { answer, api } from './client.ts'

/** What hot places are: cells of a size, or the areas of a level. */
export type PlacesAsked = { cell?: Exclude<(typeof cellChoices)[number], 'auto' | 'areas'>; level?: string }

/** Length of a step as the API takes it. */
export type StepAsked = 'day' | 'week' | 'month' | `${number}`

/** Gi* of every place: by count, or for areas by their rate per household. */
export function useHotspots(
  places: PlacesAsked & { value?: 'count' | 'rate' },
  filter: FilterQuery,
  enabled: boolean,
) {
  const version = useDataVersion()
  return useQuery({
    queryKey: ['hotspots', version, places, filter],
    queryFn: ({ signal }) =>
      answer(api.hotspots.$get({ query: { ...filter, ...places } }, { init: { signal } })),
    enabled: enabled && version !== undefined,
    placeholderData: keepPreviousData,
  })
}

/** How hot and cold places came about. Cells drawn by another answer need no rings of their own. */
export function useEmerging(
  places: PlacesAsked & { value?: 'count' | 'rate' },
  step: StepAsked | undefined,
  filter: FilterQuery,
  { enabled, drawn }: { enabled: boolean; drawn: boolean },
) {
  const version = useDataVersion()
  return useQuery({
    queryKey: ['emerging', version, places, step, filter, drawn],
    queryFn: ({ signal }) =>
      answer(
        api.hotspots.emerging.$get(
          { query: { ...filter, ...places, ...(step && { step }), rings: drawn ? 'true' : 'false' } },
          { init: { signal } },
        ),
      ),
    enabled: enabled && version !== undefined,
    placeholderData: keepPreviousData,
  })
}

/** Most repeat places that are asked for. */
const mostRepeats = 500

/** Repeat places by the centre's own rule. */
export function useRepeats(filter: FilterQuery, enabled: boolean) {
  const version = useDataVersion()
  return useQuery({
    queryKey: ['repeats', version, filter],
    queryFn: ({ signal }) =>
      answer(api.repeats.$get({ query: { ...filter, limit: String(mostRepeats) } }, { init: { signal } })),
    enabled: enabled && version !== undefined,
    placeholderData: keepPreviousData,
  })
}
