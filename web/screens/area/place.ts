import type { AreaFeature, Centre } from '@grid/data/contract'
import { type Areas, isWithin } from '../../api/index.ts'

/** Where the page stands in the hierarchy, and what follows for map, ranking and filter. */
export interface Place {
  area: AreaFeature | null
  /** the code the filter takes; null for the whole centre, so that tickets without a location count */
  filterArea: string | null
  /** the code within which areas are compared: the place itself, its parent where nothing lies below it */
  around: string | null
  /** levels that can be shown, widest first */
  levels: string[]
  /** undefined where there is none, and while areas on their way may make it another */
  level: string | undefined
  /** areas of the level, to be compared */
  areas: AreaFeature[]
  /** special grids lying there, beside the tree */
  special: AreaFeature[]
  context: AreaFeature[]
  /** whether the address named a level that cannot be shown here */
  badLevel: boolean
}

/**
 * The place of an area in a centre; null where the code is of no area. Levels come one by one, and no other level stands
 * in for the one to be shown: its questions would be asked in vain.
 */
export function placeOf(
  centre: Pick<Centre, 'levels' | 'roots'>,
  { index, byLevel, loading }: Pick<Areas, 'index' | 'byLevel' | 'loading'>,
  code: string | null,
  wantedLevel: string | null,
): Place | null {
  const area = code === null ? null : index.get(code)
  if (area === undefined) return null
  const used = centre.levels.filter((level) => level.areas > 0).map((level) => level.id)
  const under = (level: string, top: string | null) =>
    (byLevel.get(level)?.features ?? []).filter((feature) => top === null || isWithin(feature, top))
  const onItsWay = (level: string) => loading && !byLevel.has(level)
  const deeper = used.slice(area ? used.indexOf(area.properties.level) + 1 : 0)
  const below = deeper.filter((level) => under(level, code).some((feature) => feature.id !== code))
  const leaf = area !== null && below.length === 0 && !deeper.some(onItsWay)
  const parent = area?.properties.parent ?? null
  const parentOnItsWay = parent !== null && !index.get(parent) && used.some(onItsWay)
  const around = leaf ? (parent !== null && index.get(parent) ? parent : null) : code
  const levels = leaf ? [area.properties.level] : below
  const coming = leaf ? levels : deeper.filter((id) => below.includes(id) || onItsWay(id))
  const chosen = coming.find((id) => id === wantedLevel) ?? coming[0]
  const open = leaf ? parentOnItsWay : chosen !== undefined && onItsWay(chosen)
  const level = open ? undefined : chosen
  const wider = level === undefined ? undefined : used[used.indexOf(level) - 1]
  const standsIn = area?.properties.path ?? []
  return {
    area,
    filterArea: isWhole(centre, code) ? null : code,
    around: isWhole(centre, around) ? null : around,
    levels,
    level,
    areas: level === undefined ? [] : under(level, around),
    special: index.special.filter(
      (feature) => feature.id !== around && (around === null || isWithin(feature, around)),
    ),
    context:
      wider === undefined
        ? []
        : (byLevel.get(wider)?.features ?? []).filter(
            (feature) => around === null || isWithin(feature, around) || standsIn.includes(feature.id),
          ),
    badLevel: wantedLevel !== null && level !== wantedLevel,
  }
}

/** The one area at the top holds the whole centre. */
function isWhole(centre: Pick<Centre, 'roots'>, code: string | null): boolean {
  return code === null || (centre.roots.length === 1 && centre.roots[0] === code)
}

/** The level to keep when another area is opened: the one shown, where it still lies below that area. */
export function keptLevel(
  centre: Pick<Centre, 'levels'>,
  target: AreaFeature | undefined,
  wanted: string | null,
): string | null {
  if (wanted === null || !target) return null
  const order = centre.levels.map((level) => level.id)
  return order.indexOf(wanted) > order.indexOf(target.properties.level) ? wanted : null
}
