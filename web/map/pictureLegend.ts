import { featureColours, type LayerFeatures, looks, type Scene } from '../layers/index.ts'
import {
  changeClasses,
  changeClassOf,
  changeClassText,
  changeRamp,
  changeScaleOf,
} from '../lib/areaChange.ts'
import { classCount, classText, zeroApart } from '../lib/breaks.ts'
import { rampOf } from '../lib/colour.ts'
import { unitName } from '../lib/format.ts'
import { nameIn } from '../lib/lang.ts'
import type { Theme } from '../lib/tokens.ts'
import { featureClassName } from '../panels/featureNames.ts'
import { classSizes } from './useScene.ts'

/** What the colours of a picture mean: a title and its lines, each with the number of areas. */
export interface PictureLegend {
  title: string
  unit: string
  rows: { colour: string | null; mark: 'hatch' | 'dots' | null; text: string; count: number | null }[]
}

/** The legend of what is drawn, from the very classes the map draws; undefined where nothing is measured. */
export function pictureLegend(scene: Scene, theme: Theme, title: string): PictureLegend | undefined {
  const { measure, lang, breaks, change, t, features } = scene
  if (features) return legendOf(features, scene, theme, title)
  if (!measure) return undefined
  const measured = nameIn(measure.label, lang)
  if (change) {
    const scale = changeScaleOf(measure.unit)
    const sizes = new Array<number>(changeClasses).fill(0)
    let unjudged = 0
    for (const { value } of change.values()) {
      if (value === null) unjudged++
      else sizes[changeClassOf(value, scale)]! += 1
    }
    const rows: PictureLegend['rows'] = changeRamp(theme).map((colour, index) => ({
      colour,
      mark: null,
      text: changeClassText(index, scale, lang),
      count: sizes[index] ?? 0,
    }))
    rows.reverse()
    if (unjudged > 0)
      rows.push({ colour: null, mark: 'hatch', text: t('plan.change.unjudged'), count: unjudged })
    return { title: t('plan.change.title', { measure: measured }), unit: '', rows }
  }
  if (!breaks) return { title: measured, unit: unitName(measure.unit, lang), rows: [] }
  const counts = classSizes(scene)
  const ramp = rampOf(measure.direction, theme, classCount(breaks), zeroApart(breaks))
  const rows: PictureLegend['rows'] = ramp.map((colour, index) => ({
    colour,
    mark: null,
    text: classText(breaks, index, measure.unit, lang),
    count: counts[index] ?? 0,
  }))
  for (const { swatch, label, count } of looks.flatMap((look) => look.legend?.(scene) ?? []))
    if (swatch === 'hatch' || swatch === 'dots')
      rows.push({ colour: null, mark: swatch, text: label, count: count ?? null })
  return { title: measured, unit: unitName(measure.unit, lang), rows }
}

/** The legend of another layer's features: a line for each class. */
function legendOf(features: LayerFeatures, { lang, t }: Scene, theme: Theme, title: string): PictureLegend {
  const counts = new Map(features.classes.lines.map(({ id, count }) => [id, count]))
  const rows = featureColours(features, theme).map(([id, colour]) => ({
    colour,
    mark: null,
    text: featureClassName(features, id, t, lang),
    count: counts.get(id) ?? 0,
  }))
  return { title, unit: nameIn(features.shown.label, lang), rows }
}
