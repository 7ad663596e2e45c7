import type { FeatureCollection } from 'geojson'
import type { tokens } from '../lib/tokens.ts'
import type { Box, LayerSpec } from '../map/spec.ts'
import { labelFont } from './area-labels.ts'
import { lastOf } from './layer.ts'

/** The strip beside the areas where units without a place stand, as a feature; none where every unit has one. */
export const stripFeatures = lastOf((strip: Box | null): FeatureCollection => {
  if (strip === null) return { type: 'FeatureCollection', features: [] }
  const [west, south, east, north] = strip
  return {
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        geometry: {
          type: 'Polygon',
          coordinates: [
            [
              [west, south],
              [east, south],
              [east, north],
              [west, north],
              [west, south],
            ],
          ],
        },
        properties: {},
      },
      {
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [(west + east) / 2, north] },
        properties: {},
      },
    ],
  }
})

/** How the strip is drawn: a dashed frame and what it is, at its top, in letters of `text` CSS pixels. */
export function stripLayers(
  source: string,
  token: (typeof tokens)[keyof typeof tokens],
  title: string,
  text?: number,
): LayerSpec[] {
  return [
    {
      id: `${source}-ground`,
      type: 'fill',
      source,
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': token.raised, 'fill-opacity': 0.7 },
    },
    {
      id: `${source}-frame`,
      type: 'line',
      source,
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'line-color': token.lineStrong, 'line-width': 1.2, 'line-dasharray': [3, 2] },
    },
    {
      id: `${source}-title`,
      type: 'symbol',
      source,
      filter: ['==', ['geometry-type'], 'Point'],
      layout: {
        'text-field': title,
        'text-font': labelFont,
        'text-size': text ?? 12,
        'text-anchor': 'top',
        'text-offset': [0, 0.3],
        'text-max-width': 20,
        'text-allow-overlap': true,
      },
      paint: { 'text-color': token.inkSoft, 'text-halo-color': token.ground, 'text-halo-width': 1.5 },
    },
  ]
}
