import type { Centre } from '@grid/data/contract'
import type { Box } from '../map/spec.ts'

/** Where a unit stands on the map: at its own place, in the area it serves, or in the strip beside all areas. */
export interface UnitPlace {
  at: [number, number]
  how: 'own' | 'area' | 'beside'
}

/** Units on the map, and the strip of those without a place. */
export interface UnitPlaces {
  of: ReadonlyMap<string, UnitPlace>
  /** null where every unit has a place */
  strip: Box | null
}

/** Of the width of what is drawn: the gap before the strip, and the strip. */
const gap = 0.1
const width = 0.22
/** More units than this stand closer together rather than far below the areas. */
const roomy = 8
/** Rows from the top of the strip to the first of them, its title being above. */
const head = 1.25

/**
 * Gives every unit wanted a place: its own, else the label point of the area it serves, else one in a strip east of
 * `box`, from the top, in the order of `wanted`. Never (0, 0), never one upon the other. Empty where there is no box.
 */
export function placeUnits(
  wanted: readonly string[],
  units: Centre['units'],
  labelOf: (area: string) => readonly [number, number] | null,
  box: Box | null,
): UnitPlaces {
  const known = new Map(units.map((unit) => [unit.id, unit]))
  const of = new Map<string, UnitPlace>()
  const without: string[] = []
  for (const id of wanted) {
    const unit = known.get(id)
    const label = unit?.area ? labelOf(unit.area) : null
    if (unit && unit.lon !== null && unit.lat !== null) of.set(id, { at: [unit.lon, unit.lat], how: 'own' })
    else if (label) of.set(id, { at: [label[0], label[1]], how: 'area' })
    else if (!without.includes(id)) without.push(id)
  }
  const beside = besideOf(without, box)
  for (const [id, at] of beside.of) of.set(id, { at, how: 'beside' })
  return { of, strip: beside.strip }
}

/** Rows of the strip east of a box, from the top, and the strip itself; nothing where there is nobody or no box. */
export function besideOf(
  without: readonly string[],
  box: Box | null,
): { of: ReadonlyMap<string, [number, number]>; strip: Box | null } {
  const of = new Map<string, [number, number]>()
  if (without.length === 0 || box === null) return { of, strip: null }
  const [west, south, east, north] = box
  const left = east + (east - west) * gap
  const right = left + (east - west) * width
  const step = (north - south) / Math.max(roomy, without.length + 1)
  for (const [row, id] of without.entries()) of.set(id, [(left + right) / 2, north - (row + head) * step])
  return { of, strip: [left, north - (without.length + 0.75) * step, right, north] }
}
