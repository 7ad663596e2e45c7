import type { Feature, LineString } from 'geojson'
import { distance, nearest, type Point, type Ring, toDegrees, toPlane } from './plane.ts'
import { rivers } from './source.ts'

/** West, south, east, north of the basemap. */
const frame = { low: toPlane(108.8, 34.33), high: toPlane(109.32, 34.7) }

/** Natural Earth's joints between two drawings of a river are steps shorter than this (m). */
const joint = 400

/** Where the real outline takes to the river's bank and where it leaves it again, west and east. */
const westFrom = toPlane(108.956, 34.424)
const westTo = toPlane(109.058, 34.46)
const eastFrom = toPlane(109.151, 34.444)
const eastTo = toPlane(109.163, 34.4336)

/** Whether a point of the outline is one of those where it meets the Wei. */
export function onBank(point: Point): boolean {
  return [westFrom, westTo, eastFrom, eastTo].some((place) => distance(place, point) < 300)
}

/**
 * The Wei: Natural Earth's line, but on the outline where the outline runs along the river, which Natural Earth's
 * scale of 1:10 million misses by a kilometre. `inside` is its course through the district.
 */
export function weiFrom(outline: Ring): { line: Point[]; inside: Point[] } {
  const points = known('Wei River')
  const [a, b, c, d] = [westFrom, westTo, eastFrom, eastTo].map((place) => nearest(outline, place))
  const west = outline.slice(a!, b! + 1)
  const east = outline.slice(c!, d! + 1)
  const inside = smooth([
    west.at(-1)!,
    ...points.filter(([x]) => x > westTo[0] + 500 && x < eastFrom[0] - 500),
    east[0]!,
  ])
  const line = [
    ...smooth([...points.filter(([x]) => x < westFrom[0] - 1000), west[0]!]),
    ...west.slice(1, -1),
    ...inside,
    ...east.slice(1, -1),
    ...smooth([east.at(-1)!, ...points.filter(([x]) => x > eastTo[0] + 500)]),
  ]
  return { line, inside }
}

/** The Jing, down to the point of the Wei where it joins. */
export function jingFrom(wei: Point[]): Point[] {
  const points = known('Jing River')
  const mouth = wei[nearest(wei, points.at(-1)!)]!
  return smooth([...points.slice(0, -1), mouth])
}

/** A river as a feature of the basemap, cut at its frame. */
export function riverFeature(nameEn: string, line: Point[]): Feature<LineString> {
  const river = rivers.find(({ properties }) => properties.nameEn === nameEn)
  if (!river) throw new Error(`${nameEn} is not among the rivers`)
  return {
    type: 'Feature',
    properties: { kind: 'river', ...river.properties },
    geometry: { type: 'LineString', coordinates: framed(line).map(toDegrees) },
  }
}

function known(nameEn: string): Point[] {
  const river = rivers.find(({ properties }) => properties.nameEn === nameEn)
  const points = (river?.geometry.coordinates ?? []).map(([lon, lat]) => toPlane(lon, lat))
  return points.filter((point, i) => i === 0 || distance(point, points[i - 1]!) > joint)
}

/** A Catmull-Rom curve through the points, four steps between two of them. */
function smooth(points: Point[]): Point[] {
  const steps = 4
  const curve: Point[] = []
  for (let i = 0; i + 1 < points.length; i++) {
    const p1 = points[i]!
    const p2 = points[i + 1]!
    const p0 = points[i - 1] ?? p1
    const p3 = points[i + 2] ?? p2
    for (let step = 0; step < steps; step++) {
      const t = step / steps
      const blend = (k: 0 | 1) =>
        0.5 *
        (2 * p1[k] +
          (p2[k] - p0[k]) * t +
          (2 * p0[k] - 5 * p1[k] + 4 * p2[k] - p3[k]) * t * t +
          (3 * p1[k] - p0[k] - 3 * p2[k] + p3[k]) * t * t * t)
      curve.push([blend(0), blend(1)])
    }
  }
  curve.push(points.at(-1)!)
  return curve
}

function framed(line: Point[]): Point[] {
  const inFrame = ([x, y]: Point) =>
    x >= frame.low[0] && x <= frame.high[0] && y >= frame.low[1] && y <= frame.high[1]
  const first = line.findIndex(inFrame)
  const last = line.findLastIndex(inFrame)
  const middle = line.slice(first, last + 1)
  const before = line[first - 1]
  const after = line[last + 1]
  return [
    ...(before ? [onFrame(middle[0]!, before)] : []),
    ...middle,
    ...(after ? [onFrame(middle.at(-1)!, after)] : []),
  ]
}

/** Where the way from a point inside the frame to one outside leaves it. */
function onFrame(inside: Point, outside: Point): Point {
  let t = 1
  for (const k of [0, 1] as const) {
    const step = outside[k] - inside[k]
    if (outside[k] > frame.high[k]) t = Math.min(t, (frame.high[k] - inside[k]) / step)
    if (outside[k] < frame.low[k]) t = Math.min(t, (frame.low[k] - inside[k]) / step)
  }
  return [inside[0] + t * (outside[0] - inside[0]), inside[1] + t * (outside[1] - inside[1])]
}
