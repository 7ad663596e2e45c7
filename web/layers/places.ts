import type { EmergingPlace, Hotspot } from '@grid/data/contract'
import { coloursOf, inkOn, type SpotStyle } from '../lib/spotClasses.ts'
import { type Theme, tokens } from '../lib/tokens.ts'
import type { LayerSpec } from '../map/spec.ts'
import { labelFont } from './area-labels.ts'
import { type Drawing, featureId, lastOf, type Scene } from './layer.ts'
import { hatch } from './patterns.ts'
import { placeMarks, placeShapes } from './spots.ts'

type Expression = ['match', unknown, ...unknown[]]
const patterns = lastOf((ink: string) => [hatch('cold-places', ink, 0.32, 6, 1)])

/**
 * Places filled by class, cold ones hatched as well, their marks where there is room, and a ring around the one opened
 * and the one pointed at. `id` begins the names of sources and layers.
 */
export function placesDrawing(
  id: string,
  places: readonly (Hotspot | EmergingPlace)[],
  styles: Record<string, SpotStyle>,
  scene: Scene,
  theme: Theme,
): Drawing {
  const token = tokens[theme]
  const data = placeShapes(places, scene.areas)
  const group = ['get', 'class']
  const cold = Object.keys(styles).filter((name) => styles[name]?.hatched)
  const shown = scene.only === undefined ? 1 : ['case', ['==', group, scene.only], 1, 0.1]
  const faint = scene.only === undefined ? 1 : ['case', ['==', group, scene.only], 1, 0]
  const opened = ['==', ['id'], scene.spot === undefined ? 0 : featureId(scene.spot)]
  const source = `${id}-places`
  const layers: unknown[] = [
    {
      id: `${id}-fill`,
      type: 'fill',
      source,
      paint: {
        'fill-color': matched(coloursOf(styles, theme), token.land),
        'fill-opacity': ['*', 0.86, shown],
        'fill-antialias': false,
      },
    },
    {
      id: `${id}-cold`,
      type: 'fill',
      source,
      filter: ['in', group, ['literal', cold]],
      paint: { 'fill-pattern': 'cold-places', 'fill-opacity': faint },
    },
    {
      id: `${id}-line`,
      type: 'line',
      source,
      paint: { 'line-color': token.panel, 'line-width': 0.6, 'line-opacity': 0.7 },
    },
    ring(`${id}-opened-rim`, source, token.panel, 6, opened),
    ring(`${id}-opened`, source, token.accent, 3, opened),
    { ...ring(`${id}-hover`, source, token.ink, 2.2), paint: { ...hoverPaint(token.ink) } },
    {
      id: `${id}-mark`,
      type: 'symbol',
      source: `${id}-marks`,
      // from far away the marks would be too small to read, and in the way
      minzoom: scene.text === undefined ? markZoom(places) : 24,
      layout: {
        'text-field': matched(
          Object.entries(styles).map(([name, { mark }]) => [name, mark]),
          '',
        ),
        'text-font': labelFont,
        'text-size': 11,
        'text-padding': 0,
        // the mark says what the colour says: a name of an area gives way to it
        'symbol-sort-key': ['-', 0, ['get', 'count']],
      },
      paint: {
        'text-color': matched(
          coloursOf(styles, theme).map(([name, colour]) => [name, inkOn(colour)]),
          token.ink,
        ),
        'text-opacity': faint,
      },
    },
  ]
  return {
    sources: {
      [source]: { type: 'geojson', data, tolerance: 0.1 },
      [`${id}-marks`]: { type: 'geojson', data: placeMarks(places) },
    },
    patterns: patterns(theme === 'light' ? '#000000' : '#ffffff'),
    // the expressions are made of the list of classes, which no static type can follow
    layers: layers as LayerSpec[],
  }
}

function matched(cases: readonly (readonly [string, string])[], otherwise: string): Expression {
  return ['match', ['get', 'class'], ...cases.flat(), otherwise]
}

function ring(id: string, source: string, colour: string, width: number, filter?: unknown) {
  return {
    id,
    type: 'line',
    source,
    ...(filter ? { filter } : {}),
    layout: { 'line-join': 'round' },
    paint: { 'line-color': colour, 'line-width': width },
  }
}

function hoverPaint(colour: string) {
  return {
    'line-color': colour,
    'line-width': 2.2,
    'line-opacity': ['case', ['boolean', ['feature-state', 'hover'], false], 1, 0],
  }
}

/** CSS pixels that a mark takes. */
const markWidth = 24
/** Metres of a CSS pixel at zoom 0 on the equator. */
const metresAtZero = 78_271.5

/** The zoom from which cells are wide enough for their marks; 0 where places are areas. */
function markZoom(places: readonly (Hotspot | EmergingPlace)[]): number {
  const ring = places.find(({ boundary }) => boundary)?.boundary
  if (!ring) return 0
  const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)]
  const degrees = Math.max(...xs) - Math.min(...xs)
  const metres = degrees * 111_320 * Math.cos(((ys[0] ?? 0) * Math.PI) / 180)
  const perPixel = metresAtZero * Math.cos(((ys[0] ?? 0) * Math.PI) / 180)
  return Math.max(0, Math.log2((markWidth * perPixel) / metres))
}
