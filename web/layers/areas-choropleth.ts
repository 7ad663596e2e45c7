import { classCount, classOf, zeroApart } from '../lib/breaks.ts'
import { noDataColour, rampOf } from '../lib/colour.ts'
import { type Theme, tokens } from '../lib/tokens.ts'
import type { ColourSpec, LayerSpec } from '../map/spec.ts'
import { areaTip, basicOutlines, drawnValue } from './areas.ts'
import { type FeatureState, featureId, type LegendEntry, type Look, lastOf, type Scene } from './layer.ts'
import { dots, hatch } from './patterns.ts'

const source = 'areas'
const inks = lastOf((ink: string, ground: string) => [
  hatch('no-data', ink, 0.55),
  dots('small-number', ink, ground),
])

/** Areas filled by the class of their value; hatched without data, dotted where the rate is of few. */
export const areasChoropleth: Look = {
  id: 'areas-choropleth',
  draw(scene, theme) {
    if (!scene.areas || scene.change) return undefined
    const token = tokens[theme]
    return {
      sources: { [source]: { type: 'geojson', data: basicOutlines(scene.areas), tolerance: 0.2 } },
      patterns: inks(token.ink, token.panel),
      states: { [source]: areaStates(scene) },
      layers: [
        {
          id: 'areas-fill',
          type: 'fill',
          source,
          paint: {
            'fill-color': classColours(scene, theme),
            'fill-opacity': ['case', ['boolean', ['feature-state', 'dim'], false], 0.12, 0.92],
            'fill-antialias': false,
          },
        },
        overlay('areas-no-data', 'no-data', 'empty'),
        overlay('areas-small-number', 'small-number', 'small'),
      ],
    }
  },
  legend(scene) {
    const entries: LegendEntry[] = []
    if (scene.change) return entries
    const states = [...areaStates(scene).values()]
    const empty = states.filter((state) => state.empty).length
    const small = states.filter((state) => state.small).length
    if (empty > 0)
      entries.push({ key: 'no-data', label: scene.t('map.noData'), swatch: 'hatch', count: empty })
    if (small > 0)
      entries.push({ key: 'small-number', label: scene.t('map.smallNumber'), swatch: 'dots', count: small })
    return entries
  },
  hits: { layers: ['areas-fill'], kind: 'area' },
  tip: (hit, scene) => (scene.change ? undefined : areaTip(hit, scene)),
}

/** Class, emptiness and smallness of every basic area; nothing while the values load. */
export function areaStates(scene: Scene): Map<number, FeatureState> {
  const states = new Map<number, FeatureState>()
  const { areas, values, breaks, isolated, rates } = scene
  if (!areas || !values) return states
  for (const { properties } of areas.features) {
    if (properties.kind !== 'basic') continue
    const figure = values.get(properties.code)
    const value = drawnValue(figure, rates)
    const group = value === null || !breaks ? -1 : classOf(breaks, value)
    states.set(featureId(properties.code), {
      class: group,
      empty: group < 0,
      small: group >= 0 && figure?.smallNumber === true,
      dim: isolated !== undefined && group !== isolated,
    })
  }
  return states
}

function classColours(scene: Scene, theme: Theme): ColourSpec {
  const ground = noDataColour(theme)
  const { breaks, measure } = scene
  // an expression also without values: the map library fails on a tile that loads while a colour becomes one
  const ramp =
    breaks && measure ? rampOf(measure.direction, theme, classCount(breaks), zeroApart(breaks)) : [ground]
  return [
    'step',
    ['number', ['feature-state', 'class'], -1],
    ground,
    ...ramp.flatMap((colour, index) => [index, colour]),
  ]
}

/** A pattern over the areas in a state. A pattern cannot follow a feature's state, its opacity can. */
function overlay(id: string, pattern: string, state: string): LayerSpec {
  return {
    id,
    type: 'fill',
    source,
    paint: {
      'fill-pattern': pattern,
      'fill-opacity': [
        'case',
        ['boolean', ['feature-state', 'dim'], false],
        0,
        ['boolean', ['feature-state', state], false],
        1,
        0,
      ],
    },
  }
}
