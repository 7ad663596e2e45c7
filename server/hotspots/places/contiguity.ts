import type { AreaGeometry } from '@grid/data/contract'
import Flatbush from 'flatbush'
import { type Neighbourhood, neighbourhoodOf } from '../statistics/neighbourhood.ts'
import { inSlices } from './slices.ts'

/**
 * Borders at most so many metres apart are one border: outlines that were drawn one by one leave slivers and gaps, and
 * do not share their corners.
 */
export const borderTolerance = 5

const metresPerDegree = 111_195

/** Pieces of border in metres on a plane, four numbers a piece, and whose they are. */
interface Borders {
  ends: Float64Array
  owner: Int32Array
}

/**
 * Areas that touch: at a border or at a corner (the queen's way), where their outlines come within
 * {@link borderTolerance} or cross. One without an outline touches nobody.
 */
export async function touching(outlines: readonly (AreaGeometry | null)[]): Promise<Neighbourhood> {
  const { ends, owner } = bordersOf(outlines)
  const touches = outlines.map(() => new Set<number>())
  if (owner.length === 0) return neighbourhoodOf(outlines.map(() => []))
  const tree = new Flatbush(owner.length)
  for (let piece = 0; piece < owner.length; piece++) {
    const [x1, y1, x2, y2] = piecesEnds(ends, piece)
    tree.add(Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2))
  }
  tree.finish()
  await inSlices(owner.length, (piece) => {
    const mine = owner[piece]!
    const [x1, y1, x2, y2] = piecesEnds(ends, piece)
    const near = tree.search(
      Math.min(x1, x2) - borderTolerance,
      Math.min(y1, y2) - borderTolerance,
      Math.max(x1, x2) + borderTolerance,
      Math.max(y1, y2) + borderTolerance,
      // each pair once, and no pair that is known to touch
      (other) => other > piece && owner[other] !== mine && !touches[mine]!.has(owner[other]!),
    )
    for (const other of near) {
      const theirs = owner[other]!
      if (touches[mine]!.has(theirs) || !close(ends, piece, other)) continue
      touches[mine]!.add(theirs)
      touches[theirs]!.add(mine)
    }
  })
  return neighbourhoodOf(touches.map((set) => [...set].sort((a, b) => a - b)))
}

/** Areas up to so many borders away, given those that touch. */
export function stepsAway({ starts, others }: Neighbourhood, steps: number): Neighbourhood {
  const size = starts.length - 1
  const lists: number[][] = []
  for (let place = 0; place < size; place++) {
    const reached = new Set([place])
    let front = [place]
    for (let step = 0; step < steps; step++) {
      const next: number[] = []
      for (const at of front)
        for (let index = starts[at]!; index < starts[at + 1]!; index++) {
          const other = others[index]!
          if (!reached.has(other)) next.push(other)
          reached.add(other)
        }
      front = next
    }
    reached.delete(place)
    lists.push([...reached].sort((a, b) => a - b))
  }
  return neighbourhoodOf(lists)
}

function bordersOf(outlines: readonly (AreaGeometry | null)[]): Borders {
  const rings = outlines.flatMap((geometry, area) =>
    geometry === null
      ? []
      : (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates)
          .flat()
          .map((ring) => ({ area, ring })),
  )
  const pieces = rings.reduce((sum, { ring }) => sum + ring.length, 0)
  const ends = new Float64Array(4 * pieces)
  const owner = new Int32Array(pieces)
  const middle = rings[0]?.ring[0]?.[1] ?? 0
  const width = metresPerDegree * Math.cos((middle * Math.PI) / 180)
  let piece = 0
  for (const { area, ring } of rings)
    for (const [index, [lon, lat]] of ring.entries()) {
      // the last position repeats the first: a piece without length does no harm
      const [nextLon, nextLat] = ring[(index + 1) % ring.length] ?? [lon, lat]
      ends.set([lon * width, lat * metresPerDegree, nextLon * width, nextLat * metresPerDegree], 4 * piece)
      owner[piece++] = area
    }
  return { ends, owner }
}

type Ends = readonly [x1: number, y1: number, x2: number, y2: number]

function piecesEnds(ends: Float64Array, piece: number): Ends {
  const at = 4 * piece
  return [ends[at]!, ends[at + 1]!, ends[at + 2]!, ends[at + 3]!]
}

/** Whether two pieces cross or come within the tolerance: if they do not cross, the nearest point is an end of one. */
function close(ends: Float64Array, one: number, other: number): boolean {
  const a = piecesEnds(ends, one)
  const b = piecesEnds(ends, other)
  return (
    isNear(a[0], a[1], b) ||
    isNear(a[2], a[3], b) ||
    isNear(b[0], b[1], a) ||
    isNear(b[2], b[3], a) ||
    cross(a, b)
  )
}

function isNear(x: number, y: number, [x1, y1, x2, y2]: Ends): boolean {
  const [dx, dy] = [x2 - x1, y2 - y1]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / length))
  return (x1 + along * dx - x) ** 2 + (y1 + along * dy - y) ** 2 <= borderTolerance ** 2
}

function cross(a: Ends, b: Ends): boolean {
  return side(a, b[0], b[1]) !== side(a, b[2], b[3]) && side(b, a[0], a[1]) !== side(b, a[2], a[3])
}

/** Whether a point lies to the left of a piece. */
function side([x1, y1, x2, y2]: Ends, x: number, y: number): boolean {
  return (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1) > 0
}
