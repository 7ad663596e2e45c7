import { changeClassOf, changeRamp, changeScaleOf, changeText } from '../lib/areaChange.ts'
import { noDataColour } from '../lib/colour.ts'
import { formatNumber, formatValue } from '../lib/format.ts'
import { type Theme, tokens } from '../lib/tokens.ts'
import type { ColourSpec } from '../map/spec.ts'
import { areaName, basicOutlines } from './areas.ts'
import { type FeatureState, featureId, type Hit, type Look, lastOf, type Scene, type Tip } from './layer.ts'
import { hatch } from './patterns.ts'

const source = 'areas'
const inks = lastOf((ink: string) => [hatch('not-compared', ink, 0.55)])

/** Areas filled by how they moved between two periods; hatched where that is not judged. */
export const areasChange: Look = {
  id: 'areas-change',
  draw(scene, theme) {
    if (!scene.areas || !scene.change) return undefined
    return {
      sources: { [source]: { type: 'geojson', data: basicOutlines(scene.areas), tolerance: 0.2 } },
      patterns: inks(tokens[theme].ink),
      states: { [source]: changeStates(scene) },
      layers: [
        {
          id: 'areas-change-fill',
          type: 'fill',
          source,
          paint: { 'fill-color': colours(theme), 'fill-opacity': 0.92, 'fill-antialias': false },
        },
        {
          id: 'areas-not-compared',
          type: 'fill',
          source,
          paint: {
            'fill-pattern': 'not-compared',
            'fill-opacity': ['case', ['boolean', ['feature-state', 'unjudged'], false], 1, 0],
          },
        },
      ],
    }
  },
  hits: { layers: ['areas-change-fill'], kind: 'area' },
  tip: changeTip,
}

/** Class of every basic area, and whether its change is left unjudged. */
export function changeStates({ areas, change, measure }: Scene): Map<number, FeatureState> {
  const states = new Map<number, FeatureState>()
  if (!areas || !change || !measure) return states
  const scale = changeScaleOf(measure.unit)
  for (const { properties } of areas.features) {
    if (properties.kind !== 'basic') continue
    const value = change.get(properties.code)?.value ?? null
    states.set(featureId(properties.code), {
      moved: value === null ? -1 : changeClassOf(value, scale),
      unjudged: value === null,
    })
  }
  return states
}

function colours(theme: Theme): ColourSpec {
  const ground = noDataColour(theme)
  return [
    'step',
    ['number', ['feature-state', 'moved'], -1],
    ground,
    ...changeRamp(theme).flatMap((colour, index) => [index, colour]),
  ]
}

/** How an area moved, from what to what, and why it is not judged where it is not. */
function changeTip(hit: Hit, scene: Scene): Tip | undefined {
  const area = scene.areas?.features.find((one) => one.properties.code === hit.id)
  const moved = scene.change?.get(hit.id)
  const { measure, lang, t } = scene
  if (!area || !measure || !scene.change) return undefined
  const tip: Tip = { title: areaName(area, lang), rows: [], notes: [] }
  if (!moved) return { ...tip, value: t('map.noData') }
  tip.value =
    moved.value === null ? t('plan.change.not') : changeText(moved.value, changeScaleOf(measure.unit), lang)
  for (const [key, figure] of [
    ['plan.change.now', moved.now],
    ['plan.change.before', moved.before],
  ] as const)
    tip.rows.push({
      label: t(key),
      text: `${formatValue(figure?.value, measure.unit, lang)} (n = ${formatNumber(figure?.n ?? 0, lang)})`,
    })
  if (moved.few) tip.notes.push(t('plan.change.few'))
  return tip
}
