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

type Corner = readonly [number, number]

/**
 * The outline of cells that hang together: the sides that only one of them has, from corner to corner. Closed; null
 * where they do not make one ring, or have no rings.
 */
export function outlineOf(cells: readonly Ringed[]): Corner[] | null {
  const sides = new Map<string, { from: string; to: string; corner: Corner }>()
  for (const { boundary } of cells)
    for (const [at, corner] of (boundary ?? []).slice(0, -1).entries()) {
      const next = boundary?.[at + 1]
      if (!next) continue
      const [from, to] = [cornerText(corner), cornerText(next)]
      // a side of two cells is gone through in both directions
      if (!sides.delete(`${to} ${from}`)) sides.set(`${from} ${to}`, { from, to, corner })
    }
  const byStart = new Map([...sides.values()].map((side) => [side.from, side]))
  const [first] = byStart.values()
  if (!first || byStart.size !== sides.size) return null
  const ring: Corner[] = []
  for (let side = first; ring.length < sides.size; ) {
    ring.push(side.corner)
    const next = byStart.get(side.to)
    if (!next) return null
    side = next
    if (side === first) break
  }
  return ring.length === sides.size ? [...ring, first.corner] : null
}
