import { z } from 'zod'
import { type Store, sql } from '../store/index.ts'

/** The pack's own background in WGS-84: rivers, lakes, roads, places, rails, told apart by `kind`. */
export const Basemap = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      geometry: z.looseObject({ type: z.string() }).nullable(),
      properties: z.record(z.string(), z.unknown()).nullable(),
    }),
  ),
})
export type Basemap = z.infer<typeof Basemap>

/** The basemap of the centre; without features where the pack has none. */
export async function basemapOf(store: Store, signal?: AbortSignal): Promise<Basemap> {
  const [row] = await store.read(sql`SELECT basemap FROM centre`, { signal })
  if (typeof row?.basemap !== 'string') return { type: 'FeatureCollection', features: [] }
  return Basemap.parse(JSON.parse(row.basemap))
}
