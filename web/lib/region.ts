type Corner = readonly [number, number]

/** A region as an address can carry it: one ring in WGS-84 degrees. */
export interface Region {
  type: 'Polygon'
  coordinates: [number, number][][]
}

/** Characters of an address that a region may take; an address as a whole has room for a few filters beside it. */
const longest = 1800

/** A hundred-thousandth of a degree is about a metre: nobody draws finer. */
const digits = 5

/**
 * The text of a region from a drawn ring: rounded to a metre, and with as few corners as the address has room for, those
 * going first that bend the line least. Null where nothing is enclosed.
 */
export function regionText(drawn: readonly (readonly number[])[]): string | null {
  const corners = drawn.flatMap(([x, y]): Corner[] =>
    x === undefined || y === undefined ? [] : [[round(x), round(y)]],
  )
  for (let tolerance = 0; tolerance < 1; tolerance = tolerance === 0 ? 1e-5 : tolerance * 1.6) {
    const ring = closed(straightened(corners, tolerance))
    if (ring.length < 4) return null
    const text = JSON.stringify({ type: 'Polygon', coordinates: [ring] })
    if (text.length <= longest) return text
  }
  return null
}

/** The text of a rectangle; null where its sides are not in order or not on the earth. */
export function boxText(west: number, south: number, east: number, north: number): string | null {
  const fits = west >= -180 && east <= 180 && south >= -90 && north <= 90 && west < east && south < north
  if (!fits) return null
  return regionText([
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ])
}

/** Four numbers written by hand, with commas or blanks between; null where they are not four. */
export function fourNumbers(text: string): [number, number, number, number] | null {
  const parts = text.trim().split(/[\s,，;]+/)
  const [a, b, c, d] = parts.map(Number)
  if (parts.length !== 4 || a === undefined || b === undefined || c === undefined || d === undefined)
    return null
  return [a, b, c, d].every(Number.isFinite) ? [a, b, c, d] : null
}

function round(value: number): number {
  return Number(value.toFixed(digits))
}

function closed(corners: readonly Corner[]): Corner[] {
  const [first] = corners
  const last = corners.at(-1)
  if (!first || !last) return []
  return first[0] === last[0] && first[1] === last[1] ? [...corners] : [...corners, first]
}

/** Douglas and Peucker's line: corners that stray no farther than the tolerance, in degrees, are left out. */
function straightened(corners: readonly Corner[], tolerance: number): Corner[] {
  const first = corners[0]
  const last = corners.at(-1)
  if (tolerance === 0 || corners.length < 3 || !first || !last) return [...corners]
  let farthest = 0
  let at = 0
  for (let index = 1; index < corners.length - 1; index++) {
    const corner = corners[index]
    const distance = corner ? strayed(corner, first, last) : 0
    if (distance > farthest) {
      farthest = distance
      at = index
    }
  }
  if (farthest <= tolerance) return [first, last]
  return [
    ...straightened(corners.slice(0, at + 1), tolerance).slice(0, -1),
    ...straightened(corners.slice(at), tolerance),
  ]
}

/** Distance from a line between two corners, from the one corner where they are the same. */
function strayed([x, y]: Corner, [ax, ay]: Corner, [bx, by]: Corner): number {
  const length = Math.hypot(bx - ax, by - ay)
  if (length === 0) return Math.hypot(x - ax, y - ay)
  return Math.abs((by - ay) * x - (bx - ax) * y + bx * ay - by * ax) / length
}
