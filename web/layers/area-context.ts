import { tokens } from '../lib/tokens.ts'
import { areaTip, outlines } from './areas.ts'
import { growth, type Look, lastOf, type Scene } from './layer.ts'

const source = 'context'
const around = lastOf((context: Scene['context']) =>
  outlines(context, (area) => area.properties.kind === 'basic'),
)

/** The land around the areas drawn: the level above, quiet, and a way to its areas. */
export const areaContext: Look = {
  id: 'area-context',
  draw(scene, theme) {
    if (!scene.context) return undefined
    const token = tokens[theme]
    return {
      sources: { [source]: { type: 'geojson', data: around(scene.context), tolerance: 0.2 } },
      layers: [
        {
          id: 'context-fill',
          type: 'fill',
          source,
          paint: { 'fill-color': token.land, 'fill-antialias': false },
        },
        {
          id: 'context-line',
          type: 'line',
          source,
          layout: { 'line-join': 'round' },
          paint: { 'line-color': token.mapLine, 'line-width': 1.6 * growth(scene) },
        },
      ],
    }
  },
  hits: { layers: ['context-fill'], kind: 'area' },
  tip: areaTip,
}
