export type Point = [lon: number, lat: number]
/** A closed ring: the last point is the first. */
export type Ring = Point[]
/** A polygon: its outer ring, then its holes. */
export type Part = Ring[]

/** Twice the area in square degrees, positive where the ring runs anticlockwise. */
export function signedArea(ring: Ring): number {
  const [x0, y0] = ring[0] ?? [0, 0]
  let sum = 0
  for (let i = 1; i < ring.length; i++) {
    const [x1, y1] = ring[i - 1]!
    const [x2, y2] = ring[i]!
    sum += (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
  }
  return sum
}
