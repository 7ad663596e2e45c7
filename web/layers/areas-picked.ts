import { tokens } from '../lib/tokens.ts'
import { basicOutlines } from './areas.ts'
import { featureId, type Look } from './layer.ts'

const source = 'areas'

/** A ring around every area picked. */
export const areasPicked: Look = {
  id: 'areas-picked',
  draw(scene, theme) {
    if (!scene.areas || !scene.picked || scene.picked.size === 0) return undefined
    const token = tokens[theme]
    const ids = [...scene.picked].map(featureId)
    const ring = (id: string, colour: string, width: number) => ({
      id,
      type: 'line' as const,
      source,
      filter: ['in', ['id'], ['literal', ids]] satisfies ['in', ['id'], ['literal', number[]]],
      layout: { 'line-join': 'round' as const },
      paint: { 'line-color': colour, 'line-width': width },
    })
    return {
      sources: { [source]: { type: 'geojson', data: basicOutlines(scene.areas), tolerance: 0.2 } },
      layers: [ring('areas-picked-rim', token.panel, 6), ring('areas-picked-ring', token.accent, 3)],
    }
  },
}
