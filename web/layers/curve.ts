import type { Position } from 'geojson'

/** Points of a curve: enough to look round on a wall. */
const steps = 24

/** How far a curve leaves the straight line, as a share of its length. */
export const bend = 0.16

/**
 * A curve from one place to another that leans to the right of its way, so that there and back lie apart. Longitude and
 * latitude in degrees; rounded in the projection of the screen (Web Mercator), so that both halves look alike.
 */
export function curveBetween(from: Position, to: Position, lean = bend): [number, number][] {
  const [ax, ay] = project(from)
  const [bx, by] = project(to)
  // right of the way: y grows northwards, so a quarter turn clockwise of (dx, dy) is (dy, -dx)
  const cx = (ax + bx) / 2 + (by - ay) * lean * 2
  const cy = (ay + by) / 2 - (bx - ax) * lean * 2
  return Array.from({ length: steps + 1 }, (_, step) => {
    const t = step / steps
    const a = (1 - t) * (1 - t)
    const b = 2 * t * (1 - t)
    const c = t * t
    return unproject(a * ax + b * cx + c * bx, a * ay + b * cy + c * by)
  })
}

/** Degrees to the plane of Web Mercator, in units of its degrees of longitude. */
function project([lon = 0, lat = 0]: Position): [number, number] {
  return [lon, (Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) * 180) / Math.PI]
}

function unproject(x: number, y: number): [number, number] {
  return [x, (Math.atan(Math.exp((y * Math.PI) / 180)) * 360) / Math.PI - 90]
}
