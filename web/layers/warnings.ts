import type { Warning, Warnings } from '@grid/data/contract'
import type { Feature, FeatureCollection, Position } from 'geojson'
import { formatNumber } from '../lib/format.ts'
import { tokens } from '../lib/tokens.ts'
import { labelFont } from './area-labels.ts'
import { featureId, type Look, lastOf } from './layer.ts'
import { warningTip } from './spot-tips.ts'

/** The states of a warning that the map tells apart. */
export const warningStates = ['active', 'grown', 'dismissed'] as const

/** Metres from a cell's middle to its corner, by H3 resolution: what a cylinder reaches beyond its cells' middles. */
const cellReach: Record<number, number> = { 6: 3725, 7: 1406, 8: 531, 9: 201, 10: 76 }
const metresADegree = 111_320
const corners = 64

/** The foot of a warning's cylinder: around the cells it is made of. Longitudes and latitudes, closed. */
export function footOf({ centre: [lon, lat], radius }: Warning, resolution: number | undefined): Position[] {
  const metres = radius + (cellReach[resolution ?? 9] ?? 201)
  const wide = metres / (metresADegree * Math.cos((lat * Math.PI) / 180))
  const high = metres / metresADegree
  return Array.from({ length: corners + 1 }, (_, at) => {
    const turn = ((at % corners) / corners) * 2 * Math.PI
    return [lon + wide * Math.cos(turn), lat + high * Math.sin(turn)]
  })
}

const feet = lastOf((answer: Warnings): FeatureCollection => {
  const features: Feature[] = answer.warnings.map((warning) => ({
    type: 'Feature',
    id: featureId(warning.id),
    geometry: { type: 'Polygon', coordinates: [footOf(warning, answer.method?.resolution)] },
    properties: { id: warning.id, class: warning.state },
  }))
  // the largest lies below, so that those within can be pressed
  const size = new Map(answer.warnings.map(({ id, radius }) => [id, radius]))
  features.sort((a, b) => (size.get(b.properties?.id) ?? 0) - (size.get(a.properties?.id) ?? 0))
  return { type: 'FeatureCollection', features }
})

const names = lastOf(
  (answer: Warnings, lang: 'zh' | 'en'): FeatureCollection => ({
    type: 'FeatureCollection',
    features: answer.warnings.map((warning) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [...warning.centre] },
      properties: {
        id: warning.id,
        class: warning.state,
        text: `${formatNumber(warning.observed, lang)} : ${formatNumber(warning.expected, lang, 1)}`,
      },
    })),
  }),
)

/** Warnings as the outlines of their cylinders, with tickets against expected; those set aside dashed and faint. */
export const warningsLook: Look = {
  id: 'warnings',
  draw(scene, theme) {
    if (scene.spots?.kind !== 'warnings') return undefined
    const token = tokens[theme]
    const opened = scene.spot === undefined ? 0 : featureId(scene.spot)
    const dim =
      scene.only === undefined ? 1 : (['case', ['==', ['get', 'class'], scene.only], 1, 0.15] as never)
    return {
      sources: {
        warnings: { type: 'geojson', data: feet(scene.spots.answer), tolerance: 0.1 },
        'warning-names': { type: 'geojson', data: names(scene.spots.answer, scene.lang) },
      },
      layers: [
        {
          id: 'warnings-fill',
          type: 'fill',
          source: 'warnings',
          paint: {
            'fill-color': token.warn,
            'fill-opacity': [
              'case',
              ['==', ['id'], opened],
              0.26,
              ['match', ['get', 'class'], 'dismissed', 0.02, 0.12],
            ],
          },
        },
        {
          id: 'warnings-line',
          type: 'line',
          source: 'warnings',
          filter: ['!=', ['get', 'class'], 'dismissed'],
          paint: {
            'line-color': token.warn,
            'line-opacity': dim,
            'line-width': [
              'case',
              ['any', ['==', ['id'], opened], ['boolean', ['feature-state', 'hover'], false]],
              5,
              ['match', ['get', 'class'], 'grown', 4, 2.5],
            ],
          },
        },
        {
          id: 'warnings-dismissed',
          type: 'line',
          source: 'warnings',
          filter: ['==', ['get', 'class'], 'dismissed'],
          paint: {
            'line-color': token.inkSoft,
            'line-opacity': dim,
            'line-dasharray': [3, 2],
            'line-width': ['case', ['boolean', ['feature-state', 'hover'], false], 3.5, 1.8],
          },
        },
        {
          id: 'warnings-count',
          type: 'symbol',
          source: 'warning-names',
          layout: {
            'text-field': ['get', 'text'],
            'text-font': labelFont,
            'text-size': scene.text ?? 13,
            // below the middle: a small foot is not to be hidden
            'text-anchor': 'top',
            'text-offset': [0, 0.9],
          },
          paint: {
            'text-color': token.ink,
            'text-halo-color': token.panel,
            'text-halo-width': 2,
            'text-opacity': dim,
          },
        },
      ],
    }
  },
  hits: { layers: ['warnings-fill'], kind: 'spot' },
  tip: warningTip,
}
