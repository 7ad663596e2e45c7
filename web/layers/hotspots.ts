import { hotspotStyles } from '../lib/spotClasses.ts'
import type { Look } from './layer.ts'
import { placesDrawing } from './places.ts'
import { hotspotTip } from './spot-tips.ts'

/** Cells or areas by Gi*: hot and cold at 90, 95 and 99 %, the others faint. */
export const hotspotsLook: Look = {
  id: 'hotspots',
  draw(scene, theme) {
    if (scene.spots?.kind !== 'hotspots') return undefined
    return placesDrawing('hotspots', scene.spots.answer.cells, hotspotStyles, scene, theme)
  },
  hits: { layers: ['hotspots-fill'], kind: 'spot' },
  tip: hotspotTip,
}
