import type { Feature, FeatureCollection } from 'geojson'
import { classCount } from '../lib/breaks.ts'
import { rampOf } from '../lib/colour.ts'
import { wordStyles } from '../lib/featureClasses.ts'
import { featureValue } from '../lib/featureValue.ts'
import { inkOn } from '../lib/spotClasses.ts'
import { type Theme, tokens } from '../lib/tokens.ts'
import type { LayerSpec } from '../map/spec.ts'
import { labelFont } from './area-labels.ts'
import { featureId, type Hit, type Look, lastOf, type Scene, type Tip } from './layer.ts'
import type { LayerFeatures } from './layer-features.ts'
import { hatch } from './patterns.ts'

const source = 'layer-features'
const patterns = lastOf((ink: string) => [hatch('layer-cold', ink, 0.32, 6, 1)])

/** Id and class are all that the map needs of them. */
const drawn = lastOf(
  ({ features, shown, classes }: LayerFeatures): FeatureCollection => ({
    type: 'FeatureCollection',
    features: features
      .filter(({ geometry }) => geometry !== null)
      .map((feature) => ({
        type: 'Feature',
        id: featureId(String(feature.id)),
        geometry: feature.geometry,
        properties: {
          id: String(feature.id),
          class: classes.classOf(feature),
          value: feature.properties?.[shown.name] ?? null,
        },
      })),
  }),
)

/** The colour of each class, in the order of the legend. */
export function featureColours(
  { classes: { lines, breaks } }: LayerFeatures,
  theme: Theme,
): [string, string][] {
  const ramp = breaks ? rampOf('less is better', theme, classCount(breaks)) : []
  return lines.map(({ id }, index) => [
    id,
    breaks ? (ramp[index] ?? tokens[theme].land) : (wordStyles[id]?.[theme] ?? tokens[theme].land),
  ])
}

/** The features of any layer by the property that tells them apart: outlines filled, points as discs, lines by width. */
export const featuresLook: Look = {
  id: 'layer-features',
  draw(scene, theme) {
    const { features } = scene
    if (!features) return undefined
    const colours = featureColours(features, theme)
    const make = { Point: discs, LineString: lines, MultiPolygon: outlines }[features.geometry]
    return {
      sources: { [source]: { type: 'geojson', data: drawn(features), tolerance: 0.1 } },
      patterns: patterns(theme === 'light' ? '#000000' : '#ffffff'),
      // the expressions are made of the classes met, which no static type can follow
      layers: make(features, colours, scene, theme) as LayerSpec[],
    }
  },
  hits: { layers: ['layer-fill', 'layer-disc', 'layer-line'], kind: 'spot' },
  tip: featureTip,
}

type Drawer = (
  features: LayerFeatures,
  colours: readonly (readonly [string, string])[],
  scene: Scene,
  theme: Theme,
) => unknown[]

const outlines: Drawer = ({ classes }, colours, scene, theme) => {
  const token = tokens[theme]
  const cold = classes.lines.flatMap(({ id }) => (wordStyles[id]?.hatched ? [id] : []))
  return [
    {
      id: 'layer-fill',
      type: 'fill',
      source,
      paint: {
        'fill-color': matched(colours, token.land),
        'fill-opacity': ['*', 0.86, alone(scene, 1, 0.1)],
        'fill-antialias': false,
      },
    },
    {
      id: 'layer-cold',
      type: 'fill',
      source,
      filter: ['in', ['get', 'class'], ['literal', cold]],
      paint: { 'fill-pattern': 'layer-cold', 'fill-opacity': alone(scene, 1, 0) },
    },
    {
      id: 'layer-edge',
      type: 'line',
      source,
      paint: { 'line-color': token.panel, 'line-width': 0.6, 'line-opacity': 0.7 },
    },
    ring('layer-opened', token.accent, 3, ['==', ['id'], openedIn(scene)]),
    {
      ...ring('layer-hover', token.ink, 2.2),
      paint: { 'line-color': token.ink, 'line-width': 2.2, 'line-opacity': hover(1, 0) },
    },
    {
      id: 'layer-mark',
      type: 'symbol',
      source,
      minzoom: 11,
      layout: {
        'text-field': matched(
          classes.lines.map(({ id }) => [id, wordStyles[id]?.mark ?? '']),
          '',
        ),
        'text-font': labelFont,
        'text-size': 11,
        'text-padding': 0,
      },
      paint: {
        'text-color': matched(
          colours.map(([id, colour]) => [id, inkOn(colour)]),
          token.ink,
        ),
        'text-opacity': alone(scene, 1, 0),
      },
    },
  ]
}

const discs: Drawer = (_, colours, scene, theme) => {
  const token = tokens[theme]
  const radius = ['interpolate', ['linear'], ['to-number', ['get', 'value'], 0], 1, 5, 10, 11, 40, 18]
  return [
    {
      id: 'layer-disc',
      type: 'circle',
      source,
      layout: { 'circle-sort-key': ['to-number', ['get', 'value'], 0] },
      paint: {
        'circle-radius': radius,
        'circle-color': matched(colours, token.land),
        'circle-opacity': alone(scene, 0.94, 0.12),
        'circle-stroke-color': [
          'case',
          ['==', ['id'], openedIn(scene)],
          token.accent,
          hover(token.ink, token.mapLine),
        ],
        'circle-stroke-width': ['case', ['==', ['id'], openedIn(scene)], 4, hover(3, 1)],
        'circle-stroke-opacity': alone(scene, 1, 0.12),
      },
    },
    {
      id: 'layer-number',
      type: 'symbol',
      source,
      layout: {
        'text-field': ['to-string', ['get', 'value']],
        'text-font': labelFont,
        'text-size': 11,
        'text-padding': 0,
        'symbol-sort-key': ['-', 0, ['to-number', ['get', 'value'], 0]],
      },
      paint: {
        'text-color': matched(
          colours.map(([id, colour]) => [id, inkOn(colour)]),
          token.ink,
        ),
        'text-opacity': alone(scene, 1, 0),
      },
    },
  ]
}

const lines: Drawer = ({ classes }, colours, scene, theme) => {
  const token = tokens[theme]
  const width = matched(
    classes.lines.map(({ id }, index) => [id, 1.5 + index * 1.6]),
    1.5,
  )
  return [
    {
      id: 'layer-line',
      type: 'line',
      source,
      layout: { 'line-cap': 'round', 'line-sort-key': ['to-number', ['get', 'value'], 0] },
      paint: {
        'line-color': matched(colours, token.mapLine),
        'line-width': width,
        'line-opacity': alone(scene, 0.9, 0.08),
      },
    },
    ring('layer-opened', token.accent, 4, ['==', ['id'], openedIn(scene)]),
    {
      ...ring('layer-hover', token.ink, 3),
      paint: { 'line-color': token.ink, 'line-width': 3, 'line-opacity': hover(1, 0) },
    },
    {
      id: 'layer-way',
      type: 'symbol',
      source,
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 90,
        'text-field': '▸',
        'text-font': labelFont,
        'text-size': 15,
        'text-keep-upright': false,
        'text-padding': 0,
      },
      paint: { 'text-color': token.ink, 'text-opacity': alone(scene, 0.85, 0) },
    },
  ]
}

/** One value for the class shown alone, another for the rest. */
function alone({ only }: Scene, shown: number, others: number): unknown {
  return only === undefined ? shown : ['case', ['==', ['get', 'class'], only], shown, others]
}

function hover<T>(on: T, off: T): unknown {
  return ['case', ['boolean', ['feature-state', 'hover'], false], on, off]
}

function openedIn({ spot }: Scene): number {
  return spot === undefined ? 0 : featureId(spot)
}

function ring(id: string, colour: string, width: number, filter?: unknown) {
  return {
    id,
    type: 'line',
    source,
    ...(filter ? { filter } : {}),
    layout: { 'line-join': 'round' },
    paint: { 'line-color': colour, 'line-width': width },
  }
}

function matched<T>(cases: readonly (readonly [string, T])[], otherwise: T): unknown {
  return cases.length === 0 ? otherwise : ['match', ['get', 'class'], ...cases.flat(), otherwise]
}

/** Rows of a tooltip. */
const mostRows = 6

/** A feature of any layer: what it is called, and its first figures. */
function featureTip(hit: Hit, { features, lang, timeZone, t }: Scene): Tip | undefined {
  const feature = features?.features.find(({ id }) => String(id) === hit.id)
  if (!features || !feature) return undefined
  const words = { lang, timeZone, yes: t('plan.file.yes'), no: t('plan.file.no') }
  const rows = features.properties
    .filter(({ name, kind }) => name !== 'id' && kind !== 'text' && feature.properties?.[name] !== null)
    .slice(0, mostRows)
    .map(({ name, kind, label }) => ({
      label: label[lang],
      text: featureValue(feature.properties?.[name], kind, words),
    }))
  return { title: featureName(feature), rows, notes: [] }
}

/** What a feature is called: from whom to whom, else its id. */
export function featureName({ id, properties }: Feature): string {
  const name = (key: string) => {
    const value: unknown = properties?.[`${key}_name`] ?? properties?.[key]
    return typeof value === 'string' ? value : undefined
  }
  const [from, to] = [name('from'), name('to')]
  return from !== undefined || to !== undefined ? `${from ?? '–'} → ${to ?? '–'}` : String(id)
}
