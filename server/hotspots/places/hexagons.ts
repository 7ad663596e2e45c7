import { cellToParent, getResolution, latLngToCell } from 'h3-js'
import type { Place } from './frame.ts'

/**
 * Tells whether tickets of the hexagons may lie in a place: a cell above or below one of them, or one of them; of an
 * area its inner point decides, as it does for a polygon.
 */
export function hexagonTest(hexagons: readonly string[]): (place: Place) => boolean {
  const known = new Set(hexagons)
  const sizes = [...new Set(hexagons.map(getResolution))]
  const above = new Map<number, ReadonlySet<string>>()
  const aboveAt = (size: number) => {
    const found =
      above.get(size) ??
      new Set(hexagons.flatMap((one) => (getResolution(one) > size ? [cellToParent(one, size)] : [])))
    above.set(size, found)
    return found
  }
  return ({ id, centre, boundary }) => {
    if (boundary === null)
      return centre !== null && sizes.some((size) => known.has(latLngToCell(centre[1], centre[0], size)))
    const own = getResolution(id)
    return sizes.some((size) => size <= own && known.has(cellToParent(id, size))) || aboveAt(own).has(id)
  }
}
