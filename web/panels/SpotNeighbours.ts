/** A place with its ring. */
interface Ringed {
  id: string
  boundary: readonly (readonly [number, number])[] | null
}

/** Decimals by which two corners are the same: about a metre. */
const digits = 5

/** The cells that share a side with a cell: two corners of its ring. None where places have no rings. */
export function neighbourCells<Place extends Ringed>(place: Ringed, places: readonly Place[]): Place[] {
  const corners = new Set(place.boundary?.map(cornerText))
  if (corners.size === 0) return []
  return places.filter(
    (other) =>
      other.id !== place.id &&
      new Set(other.boundary?.map(cornerText).filter((corner) => corners.has(corner))).size >= 2,
  )
}

function cornerText([x, y]: readonly [number, number]): string {
  return `${x.toFixed(digits)} ${y.toFixed(digits)}`
}
