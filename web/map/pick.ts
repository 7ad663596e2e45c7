import type { GeoJSONSource, MapGeoJSONFeature, Map as MapLibreMap, PointLike } from 'maplibre-gl'
import { type Hit, looks } from '../layers/index.ts'
import type { Stage } from './stage.ts'
import { prefersStill } from './support.ts'

/** A finger or an unsteady pointer may miss a mark by this many pixels. */
const reach = 4

/** What lies under a point of the map, topmost look first: a ticket before its area. */
export function pick(map: MapLibreMap, stage: Stage, at: { x: number; y: number }): Hit | undefined {
  for (const look of [...looks].reverse()) {
    if (!look.hits) continue
    const layers = stage.present(look.hits.layers)
    if (layers.length === 0) continue
    const around: PointLike | [PointLike, PointLike] =
      look.hits.kind === 'ticket'
        ? [
            [at.x - reach, at.y - reach],
            [at.x + reach, at.y + reach],
          ]
        : [at.x, at.y]
    const hits = map
      .queryRenderedFeatures(around, { layers })
      .map((found) => hitOf(found, look.hits?.kind ?? 'area'))
    const top = hits[0]
    if (!top) continue
    const also = [...new Set(hits.filter(({ kind }) => kind === 'ticket').map(({ id }) => id))]
    return top.kind === 'ticket' && also.length > 1
      ? { ...top, also: also.filter((id) => id !== top.id) }
      : top
  }
  return undefined
}

function hitOf({ properties }: MapGeoJSONFeature, kind: Hit['kind']): Hit {
  if (properties.cluster === true)
    return {
      kind: 'cluster',
      id: String(properties.cluster_id),
      count: Number(properties.point_count),
      overdue: Number(properties.overdue),
    }
  const told = kind === 'ticket' && 'tickets' in properties ? { told: { ...properties } } : {}
  if ('told' in told && Number(properties.tickets) > 1)
    return { kind: 'cluster', id: '', count: Number(properties.tickets) }
  return { kind, id: String(kind === 'area' ? properties.code : properties.id), ...told }
}

/** Zooms in until a cluster comes apart; of a heap of tiles nobody knows when, so it comes nearer. */
export async function openCluster(map: MapLibreMap, hit: Hit, at: { x: number; y: number }): Promise<void> {
  const source = map.getSource<GeoJSONSource>('tickets')
  const zoom =
    source && hit.id !== ''
      ? await source.getClusterExpansionZoom(Number(hit.id))
      : Math.min(map.getZoom() + 2, map.getMaxZoom())
  map.easeTo({ center: map.unproject([at.x, at.y]), zoom, duration: prefersStill() ? 0 : 280 })
}
