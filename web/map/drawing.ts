import type { Map as MapLibreMap } from 'maplibre-gl'
import { TerraDraw, TerraDrawFreehandMode, TerraDrawPolygonMode, TerraDrawRectangleMode } from 'terra-draw'
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter'

/** How a region is drawn. */
export type DrawKind = 'polygon' | 'lasso' | 'box'

const modes: Record<DrawKind, string> = { polygon: 'polygon', lasso: 'freehand', box: 'rectangle' }

/** The corners of a finished shape, the first one again at the end. */
export type Ring = readonly (readonly number[])[]

/** Lets the reader draw one shape on the map and tells its ring; the answer stops it and takes away what was drawn. */
export function drawOn(map: MapLibreMap, kind: DrawKind, onRing: (ring: Ring) => void): () => void {
  const draw = new TerraDraw({
    adapter: new TerraDrawMapLibreGLAdapter({ map, coordinatePrecision: 9 }),
    modes: [
      new TerraDrawPolygonMode(),
      // some are used to press and draw, others to click at both ends
      new TerraDrawFreehandMode({ minDistance: 6, drawInteraction: 'click-move-or-drag' }),
      new TerraDrawRectangleMode({ drawInteraction: 'click-move-or-drag' }),
    ],
  })
  const canvas = map.getCanvas()
  // Enter closes the shape: the canvas hears keys only while it has the focus
  canvas.tabIndex = -1
  canvas.style.outline = 'none'
  draw.start()
  draw.setMode(modes[kind])
  draw.on('finish', (id) => {
    const shape = draw.getSnapshotFeature(id)
    if (shape?.geometry.type === 'Polygon') onRing(shape.geometry.coordinates[0] ?? [])
  })
  canvas.focus({ preventScroll: true })
  return () => {
    if (draw.enabled) draw.stop()
    canvas.removeAttribute('tabindex')
    canvas.style.cursor = ''
  }
}
