/** Metres east and north of the middle of the district. */
export type Point = [number, number]
/** A ring without its closing point. */
export type Ring = Point[]

const originLon = 109.06
const originLat = 34.51
/** Length of a degree on the WGS-84 ellipsoid at 34.51 N, in metres; constants, so that no machine's cosine matters. */
const metresPerLon = 91_828
const metresPerLat = 110_932

export function toPlane(lon: number, lat: number): Point {
  return [(lon - originLon) * metresPerLon, (lat - originLat) * metresPerLat]
}

/** Longitude and latitude to six decimals, 0.1 m. */
export function toDegrees(point: Point): [number, number] {
  return [round6(point[0] / metresPerLon + originLon), round6(point[1] / metresPerLat + originLat)]
}

/** The nearest point that six decimals of a degree can name. */
export function onGraticule(point: Point): Point {
  return toPlane(...toDegrees(point))
}

export function distance(a: Point, b: Point): number {
  return Math.sqrt(squared(a, b))
}

export function squared(a: Point, b: Point): number {
  const dx = a[0] - b[0]
  const dy = a[1] - b[1]
  return dx * dx + dy * dy
}

/** Distance of a point from a segment, and how far along the segment (0 to 1) its foot is. */
export function offSegment(point: Point, from: Point, to: Point): { off: number; along: number } {
  const dx = to[0] - from[0]
  const dy = to[1] - from[1]
  const length = dx * dx + dy * dy
  const raw = length === 0 ? 0 : ((point[0] - from[0]) * dx + (point[1] - from[1]) * dy) / length
  const along = Math.min(1, Math.max(0, raw))
  return { off: distance(point, [from[0] + along * dx, from[1] + along * dy]), along }
}

export function offLine(point: Point, line: Point[]): number {
  let off = Number.POSITIVE_INFINITY
  for (let i = 1; i < line.length; i++) off = Math.min(off, offSegment(point, line[i - 1]!, line[i]!).off)
  return off
}

/** Index of the point of a line or ring nearest to the one given. */
export function nearest(points: Point[], to: Point): number {
  let best = 0
  for (let i = 1; i < points.length; i++) if (squared(points[i]!, to) < squared(points[best]!, to)) best = i
  return best
}

/** Where two segments cross; segments that only touch do not. */
export function crossing(a: Point, b: Point, c: Point, d: Point): Point | undefined {
  const side = (p: Point, q: Point, r: Point) => (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
  const first = side(a, b, c)
  const second = side(a, b, d)
  if (first * second >= 0 || side(c, d, a) * side(c, d, b) >= 0) return undefined
  const t = first / (first - second)
  return [c[0] + t * (d[0] - c[0]), c[1] + t * (d[1] - c[1])]
}

function round6(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6
}
