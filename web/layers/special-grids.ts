import type { Feature, FeatureCollection } from 'geojson'
import { tokens } from '../lib/tokens.ts'
import { labelFont } from './area-labels.ts'
import { areaName, areaTip, outlines } from './areas.ts'
import { type Look, lastOf, type Scene } from './layer.ts'
import { hatch, mark } from './patterns.ts'

const source = 'special-grids'
const grids = lastOf((areas: Scene['areas']) => outlines(areas, (area) => area.properties.kind === 'special'))
const pictures = lastOf((colour: string, rim: string) => [
  hatch('special', colour, 0.8, 10, 1.6),
  mark('special-mark', 'square', colour, rim, 16),
])
/** Special grids are small: a mark and a name show where they are until one is near enough to see the outline. */
const names = lastOf((areas: Scene['areas'], lang: Scene['lang']): FeatureCollection => {
  const features: Feature[] = []
  for (const area of areas?.features ?? []) {
    const { code, kind, label } = area.properties
    if (kind !== 'special' || label === null) continue
    const geometry = { type: 'Point' as const, coordinates: [...label] }
    features.push({ type: 'Feature', geometry, properties: { code, name: areaName(area, lang) } })
  }
  return { type: 'FeatureCollection', features }
})

/** Special grids (a market, a park, a building site): hatched and dashed beside the tree, never coloured as part of it. */
export const specialGrids: Look = {
  id: 'special-grids',
  draw(scene, theme) {
    if (!some(scene)) return undefined
    const token = tokens[theme]
    return {
      sources: {
        [source]: { type: 'geojson', data: grids(scene.areas), tolerance: 0.2 },
        'special-names': { type: 'geojson', data: names(scene.areas, scene.lang) },
      },
      patterns: pictures(token.accent, token.panel),
      layers: [
        {
          id: 'special-fill',
          type: 'fill',
          source,
          paint: { 'fill-pattern': 'special' },
        },
        {
          // the accent alone would drown in a dark class
          id: 'special-rim',
          type: 'line',
          source,
          layout: { 'line-join': 'round' },
          paint: { 'line-color': token.panel, 'line-width': 4.5 },
        },
        {
          id: 'special-line',
          type: 'line',
          source,
          layout: { 'line-join': 'round' },
          paint: {
            'line-color': token.accent,
            'line-width': ['case', ['boolean', ['feature-state', 'hover'], false], 4, 2],
            'line-dasharray': [3, 1.5],
          },
        },
        {
          id: 'special-mark',
          type: 'symbol',
          source: 'special-names',
          layout: {
            'icon-image': 'special-mark',
            'icon-allow-overlap': true,
            'text-field': ['get', 'name'],
            'text-font': labelFont,
            'text-size': scene.text ?? 11,
            'text-variable-anchor': ['left', 'right', 'top', 'bottom'],
            'text-radial-offset': 0.8,
            'text-optional': true,
          },
          paint: { 'text-color': token.accent, 'text-halo-color': token.panel, 'text-halo-width': 1.6 },
        },
      ],
    }
  },
  legend(scene) {
    return some(scene) ? [{ key: 'special', label: scene.t('map.special'), swatch: 'dashed' }] : []
  },
  hits: { layers: ['special-mark', 'special-fill'], kind: 'area' },
  tip: areaTip,
}

function some(scene: Scene): boolean {
  return scene.areas?.features.some((area) => area.properties.kind === 'special') ?? false
}
