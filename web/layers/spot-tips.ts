import type { HotspotPlace } from '@grid/data/contract'
import { formatNumber } from '../lib/format.ts'
import { formatDay } from '../lib/time.ts'
import type { Hit, Scene, Tip } from './layer.ts'
import { drawnClass, patternKey } from './spots.ts'

/** Digits of a cell's index that tell it from its neighbours: the last four before the filling. */
const tellingDigits = 4

/** What a place is called: the area it is, or the area a cell lies in with the end of its index. */
export function placeName(place: HotspotPlace, { t, nameOf }: Pick<Scene, 't' | 'nameOf'>): string {
  const area = place.area === null ? null : (nameOf?.(place.area) ?? place.area)
  if (place.area === place.id) return area ?? place.id
  const id = place.id.replace(/f+$/i, '').slice(-tellingDigits)
  return area === null ? t('spots.name.alone', { id }) : t('spots.name', { area, id })
}

/** A hot or cold place: its class, its tickets beside an even spread, alone and with its neighbours. */
export function hotspotTip(hit: Hit, scene: Scene): Tip | undefined {
  if (scene.spots?.kind !== 'hotspots') return undefined
  const place = placeOf(scene.spots.answer.cells, hit)
  if (!place) return undefined
  const { t, lang } = scene
  const number = (value: number, digits = 0) => formatNumber(value, lang, digits)
  return {
    title: placeName(place, scene),
    value: t(`spots.class.${drawnClass(place)}`),
    rows: [
      { label: t('spots.fact.count'), text: number(place.count) },
      { label: t('spots.fact.expected'), text: number(place.expected, 1) },
      { label: t('spots.fact.around'), text: number(place.around) },
      { label: t('spots.fact.aroundExpected'), text: number(place.aroundExpected, 1) },
      { label: t('spots.fact.z'), text: place.z === null ? t('spots.fact.none') : number(place.z, 2) },
    ],
    notes: place.edge ? [t('spots.edge')] : [],
  }
}

/** A place with how it became hot or cold. */
export function emergingTip(hit: Hit, scene: Scene): Tip | undefined {
  if (scene.spots?.kind !== 'emerging') return undefined
  const place = placeOf(scene.spots.answer.cells, hit)
  if (!place) return undefined
  const { t, lang } = scene
  const hot = place.steps.filter((step) => step > 0).length
  const cold = place.steps.filter((step) => step < 0).length
  return {
    title: placeName(place, scene),
    value: t(patternKey(drawnClass(place))),
    rows: [
      { label: t('spots.fact.count'), text: formatNumber(place.count, lang) },
      { label: t('spots.sense.hot'), text: `${hot} / ${place.steps.length}` },
      { label: t('spots.sense.cold'), text: `${cold} / ${place.steps.length}` },
    ],
    notes: [],
  }
}

/** A repeat place: what keeps coming back, how often, when last. */
export function repeatTip(hit: Hit, scene: Scene): Tip | undefined {
  if (scene.spots?.kind !== 'repeats') return undefined
  const place = placeOf(scene.spots.answer.places, hit)
  if (!place) return undefined
  const { t, lang, nameOf, categoryOf } = scene
  const [area] = place.areas
  return {
    title: categoryOf?.(place.category) ?? place.category,
    value: t('spots.tickets', { count: place.count, n: formatNumber(place.count, lang) }),
    rows: [
      ...(area === undefined ? [] : [{ label: t('map.area'), text: nameOf?.(area) ?? area }]),
      { label: t('spots.table.last'), text: formatDay(place.last, lang) },
    ],
    notes: [
      ...(place.cameBack > 0 ? [t('repeat.back', { n: place.cameBack })] : []),
      ...(place.sharedPoint ? [t('spots.repeat.shared')] : []),
    ],
  }
}

/** A warning: what it is about, tickets against expected. */
export function warningTip(hit: Hit, scene: Scene): Tip | undefined {
  if (scene.spots?.kind !== 'warnings') return undefined
  const warning = placeOf(scene.spots.answer.warnings, hit)
  if (!warning) return undefined
  const { t, lang, categoryOf } = scene
  return {
    title:
      warning.category === null ? t('warning.all') : (categoryOf?.(warning.category) ?? warning.category),
    value: `${formatNumber(warning.observed, lang)} : ${formatNumber(warning.expected, lang, 1)}`,
    rows: [{ label: t('spots.table.state'), text: t(`spots.warning.${warning.state}`) }],
    notes: [warning.sentence[lang]],
  }
}

function placeOf<T extends { id: string }>(places: readonly T[], hit: Hit): T | undefined {
  return places.find(({ id }) => id === hit.id)
}
