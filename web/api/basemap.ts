import { useQuery } from '@tanstack/react-query'
import type { FeatureCollection } from 'geojson'
import { z } from 'zod'
import { useDataVersion } from './centre.ts'

/** Enough of GeoJSON to hand it to the map; features without a geometry are passed over. */
const Basemap = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.looseObject({
      type: z.literal('Feature'),
      geometry: z.looseObject({ type: z.string() }).nullable(),
      properties: z.record(z.string(), z.unknown()).nullable(),
    }),
  ),
})

/** Rivers, lakes, roads and places of the pack; undefined while they load and where there are none. */
export function useBasemap(): FeatureCollection | undefined {
  const version = useDataVersion()
  const { data } = useQuery({
    queryKey: ['basemap', version],
    enabled: version !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => readBasemap(await fetch('/api/basemap', { signal })),
  })
  return data ?? undefined
}

/** Null for a pack without a basemap. A basemap that cannot be read must not cost the reader the map. */
async function readBasemap(response: Response): Promise<FeatureCollection | null> {
  if (response.status === 404 || response.status === 204) return null
  if (!response.ok) throw new Error(`/api/basemap answered ${response.status}`)
  const body: unknown = await response.json()
  return isCollection(body) && body.features.length > 0 ? body : null
}

function isCollection(body: unknown): body is FeatureCollection {
  return Basemap.safeParse(body).success
}
