import { tokens } from '../lib/tokens.ts'
import type { LayerSpec } from '../map/spec.ts'
import { basicOutlines } from './areas.ts'
import { featureId, growth, type Look } from './layer.ts'

const source = 'areas'

/** Borders of the areas, and above them a ring around the area chosen and the one pointed at. */
export const areaOutlines: Look = {
  id: 'area-outlines',
  draw(scene, theme) {
    if (!scene.areas) return undefined
    const token = tokens[theme]
    const chosen = scene.selected === undefined ? 0 : featureId(scene.selected)
    return {
      sources: { [source]: { type: 'geojson', data: basicOutlines(scene.areas), tolerance: 0.2 } },
      layers: [
        line('areas-line', token.mapLine, [
          'interpolate',
          ['linear'],
          ['zoom'],
          9,
          0.5 * growth(scene),
          14,
          1.4 * growth(scene),
        ]),
        { ...line('areas-selected-rim', token.panel, 6.5), filter: ['==', ['id'], chosen] },
        { ...line('areas-selected', token.accent, 3.5), filter: ['==', ['id'], chosen] },
        line('areas-hover-rim', token.panel, 5, hovered),
        line('areas-hover', token.ink, 2.5, hovered),
      ],
    }
  },
}

type Line = Extract<LayerSpec, { type: 'line' }>
type LinePaint = NonNullable<Line['paint']>

/** Feature state alone shows and hides the ring, so that pointing costs no layout. */
const hovered: NonNullable<LinePaint['line-opacity']> = [
  'case',
  ['boolean', ['feature-state', 'hover'], false],
  1,
  0,
]

function line(
  id: string,
  colour: string,
  width: NonNullable<LinePaint['line-width']>,
  opacity: NonNullable<LinePaint['line-opacity']> = 1,
): Line {
  return {
    id,
    type: 'line',
    source,
    layout: { 'line-join': 'round', 'line-cap': 'round' },
    paint: { 'line-color': colour, 'line-width': width, 'line-opacity': opacity },
  }
}
