import type { AreaCollection, AreaFeature } from '@grid/data/contract'
import type { Feature, FeatureCollection } from 'geojson'
import { changeOf, formatNumber, formatValue } from '../lib/format.ts'
import { featureId, type Hit, lastOf, type MapFigure, type Scene, type Tip } from './layer.ts'

/** The name of an area in the language of the reader. */
export function areaName(area: AreaFeature, lang: Scene['lang']): string {
  return (lang === 'en' ? area.properties.nameEn : null) ?? area.properties.name
}

/** Outlines alone, with the number their states go by; values never travel with them. */
export function outlines(
  areas: AreaCollection | undefined,
  keep: (area: AreaFeature) => boolean,
): FeatureCollection {
  const features: Feature[] = []
  for (const area of areas?.features ?? []) {
    if (area.geometry === null || !keep(area)) continue
    const { code } = area.properties
    features.push({ type: 'Feature', id: featureId(code), geometry: area.geometry, properties: { code } })
  }
  return { type: 'FeatureCollection', features }
}

/** The areas of the tree. One object for every look that draws them, so that it is sent once. */
export const basicOutlines = lastOf((areas: Scene['areas']) =>
  outlines(areas, (area) => area.properties.kind === 'basic'),
)

/** Whether the values are those of these areas; values of another level are not "no data", they are not there yet. */
export function valuesFit(
  areas: AreaCollection | undefined,
  values: ReadonlyMap<string, MapFigure> | undefined,
): boolean {
  if (!areas || !values) return false
  return values.size === 0 || areas.features.some((area) => values.has(area.properties.code))
}

/** The value that an area is drawn by: the smoothed rate where that one is shown. */
export function drawnValue(figure: MapFigure | undefined, rates: Scene['rates']): number | null {
  return (rates?.drawn === 'smoothed' ? figure?.smoothed : figure?.value) ?? null
}

/** Name, value with numerator and denominator, comparison, and what to beware of. */
export function areaTip(hit: Hit, scene: Scene): Tip | undefined {
  const area =
    scene.areas?.features.find((one) => one.properties.code === hit.id) ??
    scene.context?.features.find((one) => one.properties.code === hit.id)
  if (!area) return undefined
  const { lang, t, measure } = scene
  const tip: Tip = { title: areaName(area, lang), rows: [], notes: [] }
  if (area.properties.kind === 'special') tip.notes.push(t('map.special'))
  const figure = scene.values?.get(area.properties.code)
  if (!measure || !scene.values || !scene.areas?.features.includes(area)) return tip
  const value = drawnValue(figure, scene.rates)
  if (!figure || value === null) {
    tip.value = t('map.noData')
    if (scene.rates && figure) {
      tip.rows.push({ label: t('map.numerator'), text: formatNumber(figure.numerator, lang) })
      tip.notes.push(t('map.rates.none'))
    }
    return tip
  }
  tip.value = formatValue(value, measure.unit, lang)
  tip.rows.push(...figureRows(figure, scene))
  if (figure.smallNumber) tip.notes.push(t('map.smallNumberOf', { n: formatNumber(figure.n, lang) }))
  return tip
}

function figureRows(figure: MapFigure, scene: Scene): Tip['rows'] {
  const { lang, t, measure } = scene
  const rows: Tip['rows'] = []
  if (!measure) return rows
  if (scene.rates) {
    const rate = (value: number | null | undefined) => formatValue(value, measure.unit, lang)
    rows.push({ label: t('map.rates.smoothed'), text: rate(figure.smoothed) })
    rows.push({ label: t('map.rates.raw'), text: rate(figure.value) })
  }
  if (figure.denominator !== null)
    rows.push({
      label: t('map.fraction'),
      text: `${formatNumber(figure.numerator, lang)} / ${formatNumber(figure.denominator, lang)}`,
    })
  const past = [
    ['map.previous', figure.previous],
    ['map.lastYear', figure.lastYear],
  ] as const
  for (const [key, before] of past) {
    if (!before || before.value === null) continue
    const change = changeOf(figure, before, measure, lang)
    const was = formatValue(before.value, measure.unit, lang)
    rows.push({ label: t(key), text: change && change.sign !== 0 ? `${was} (${change.text})` : was })
  }
  return rows
}
