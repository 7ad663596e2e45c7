import type { FeatureCollection, Polygon } from 'geojson'
import { tokens } from '../lib/tokens.ts'
import { type Look, lastOf } from './layer.ts'

const source = 'region'

const featuresOf = lastOf(
  (region: Polygon): FeatureCollection => ({
    type: 'FeatureCollection',
    features: [{ type: 'Feature', geometry: region, properties: {} }],
  }),
)

/** The region that tickets are counted in: a dashed line, so that it is not taken for a boundary. */
export const regionLook: Look = {
  id: 'region',
  draw(scene, theme) {
    if (!scene.region) return undefined
    const token = tokens[theme]
    return {
      sources: { [source]: { type: 'geojson', data: featuresOf(scene.region) } },
      layers: [
        {
          id: 'region-rim',
          type: 'line',
          source,
          paint: { 'line-color': token.panel, 'line-width': 5, 'line-opacity': 0.9 },
        },
        {
          id: 'region-line',
          type: 'line',
          source,
          paint: { 'line-color': token.ink, 'line-width': 2.2, 'line-dasharray': [3, 2] },
        },
      ],
    }
  },
}
