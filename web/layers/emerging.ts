import { emergingStyles } from '../lib/spotClasses.ts'
import type { Look } from './layer.ts'
import { placesDrawing } from './places.ts'
import { emergingTip } from './spot-tips.ts'

/** Cells or areas by how they became hot or cold: seventeen classes, each with a mark. */
export const emergingLook: Look = {
  id: 'emerging',
  draw(scene, theme) {
    if (scene.spots?.kind !== 'emerging') return undefined
    return placesDrawing('emerging', scene.spots.answer.cells, emergingStyles, scene, theme)
  },
  hits: { layers: ['emerging-fill'], kind: 'spot' },
  tip: emergingTip,
}
