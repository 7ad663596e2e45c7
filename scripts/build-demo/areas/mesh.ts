import { polygonArea } from 'd3-polygon'
import { edgeKey, edgeSides, edges, type Face } from './edges.ts'
import { distance, offSegment, onGraticule, type Point, type Ring, squared } from './plane.ts'

/** Corners nearer than this (m) are one corner; a corner this near an edge lies on it. */
const weldWithin = 0.6

/**
 * Makes faces that touch share their corners exactly: corners are put on the six-decimal graticule, near ones
 * become one, and a corner on a neighbour's edge becomes a corner of the neighbour.
 */
export function weld(faces: Face[]): Face[] {
  const corners: Point[] = []
  const byCell = new Map<string, Point[]>()
  const corner = (point: Point): Point => {
    const i = Math.floor(point[0] / weldWithin)
    const j = Math.floor(point[1] / weldWithin)
    for (let di = -1; di <= 1; di++) {
      for (let dj = -1; dj <= 1; dj++) {
        const near = byCell.get(`${i + di},${j + dj}`)?.find((known) => distance(known, point) < weldWithin)
        if (near) return near
      }
    }
    const made = onGraticule(point)
    corners.push(made)
    const cell = byCell.get(`${i},${j}`)
    if (cell) cell.push(made)
    else byCell.set(`${i},${j}`, [made])
    return made
  }
  const snapped = faces.map(({ owner, ring }) => ({ owner, ring: withoutRepeats(ring.map(corner)) }))
  return snapped
    .filter(({ ring }) => ring.length > 2)
    .map(({ owner, ring }) => ({ owner, ring: withCornersOnEdges(ring, corners) }))
}

/**
 * Gives the scraps that a cell leaves across a bay of the boundary to the neighbour with the longest shared border,
 * so that every owner's land hangs together. `akin` neighbours are preferred.
 */
export function adoptScraps(faces: Face[], akin: (a: string, b: string) => boolean): Face[] {
  const size = (face: Face) => Math.abs(polygonArea(face.ring))
  const main = new Map<string, Face>()
  for (const face of faces) {
    const largest = main.get(face.owner)
    if (!largest || size(face) > size(largest)) main.set(face.owner, face)
  }
  const settled = new Set(main.values())
  const owners = new Map([...settled].map((face) => [face, face.owner]))
  let waiting = faces.filter((face) => !settled.has(face))
  while (waiting.length > 0) {
    const sides = edgeSides([...settled].map((face) => ({ ...face, owner: owners.get(face) ?? face.owner })))
    const next = waiting.filter((face) => {
      const owner = bestNeighbour(face, sides, akin)
      if (owner === undefined) return true
      owners.set(face, owner)
      settled.add(face)
      return false
    })
    if (next.length === waiting.length) throw new Error('a scrap of land touches no area')
    waiting = next
  }
  return faces.map((face) => ({ owner: owners.get(face) ?? face.owner, ring: face.ring }))
}

function bestNeighbour(
  face: Face,
  sides: Map<string, string>,
  akin: (a: string, b: string) => boolean,
): string | undefined {
  const shared = new Map<string, number>()
  for (const [from, to] of edges(face.ring)) {
    const owner = sides.get(edgeKey(to, from))
    if (owner === undefined) continue
    const length = distance(from, to) * (akin(face.owner, owner) ? 1000 : 1)
    shared.set(owner, (shared.get(owner) ?? 0) + length)
  }
  return [...shared].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0]
}

function withoutRepeats(ring: Ring): Ring {
  return ring.filter((point, i) => point !== ring[(i + 1) % ring.length])
}

function withCornersOnEdges(ring: Ring, corners: Point[]): Ring {
  return edges(ring).flatMap(([from, to]) => {
    const reach = squared(from, to)
    const on = corners
      .filter(
        (point) =>
          point !== from && point !== to && squared(point, from) < reach && squared(point, to) < reach,
      )
      .map((point) => ({ point, ...offSegment(point, from, to) }))
      .filter(({ off }) => off < weldWithin)
      .sort((a, b) => a.along - b.along)
    return [from, ...on.map(({ point }) => point)]
  })
}
