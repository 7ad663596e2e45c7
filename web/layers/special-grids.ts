import { tokens } from '../lib/tokens.ts'
import { areaTip, outlines } from './areas.ts'
import { type Look, lastOf, type Scene } from './layer.ts'
import { hatch } from './patterns.ts'

const source = 'special-grids'
const grids = lastOf((areas: Scene['areas']) => outlines(areas, (area) => area.properties.kind === 'special'))
const pattern = lastOf((colour: string) => [hatch('special', colour, 0.8, 10, 1.6)])

/** Special grids (a market, a park, a building site): hatched and dashed beside the tree, never coloured as part of it. */
export const specialGrids: Look = {
  id: 'special-grids',
  draw(scene, theme) {
    if (!some(scene)) return undefined
    const token = tokens[theme]
    return {
      sources: { [source]: { type: 'geojson', data: grids(scene.areas), tolerance: 0.2 } },
      patterns: pattern(token.accent),
      layers: [
        {
          id: 'special-fill',
          type: 'fill',
          source,
          paint: { 'fill-pattern': 'special' },
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
      ],
    }
  },
  legend(scene) {
    return some(scene) ? [{ key: 'special', label: scene.t('map.special'), swatch: 'dashed' }] : []
  },
  hits: { layers: ['special-fill'], kind: 'area' },
  tip: areaTip,
}

function some(scene: Scene): boolean {
  return scene.areas?.features.some((area) => area.properties.kind === 'special') ?? false
}
