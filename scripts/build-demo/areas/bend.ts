import { between } from './chance.ts'
import { edgeKey, edgeSides, edges, type Face } from './edges.ts'
import { crossing, distance, onGraticule, type Point } from './plane.ts'

/** An edge from its western end, with the points it is bent by. */
interface Border {
  from: Point
  to: Point
  inner: Point[]
}

/** A border no longer than this (m) is straight enough as it is. */
const shortest = 260

/**
 * Bends the border between two owners as fields and lanes do, the same way seen from either side; borders that
 * would then cross stay straight. `unevenness` is the share of an edge's length that its middle may be moved by, 0
 * where the edge is to stay straight.
 */
export function bend(
  faces: Face[],
  unevenness: (owners: [string, string], edge: [Point, Point]) => number,
): Face[] {
  const sides = edgeSides(faces)
  const borders = new Map<string, Border>()
  for (const { owner, ring } of faces) {
    for (const edge of edges(ring)) {
      const [from, to] = westFirst(edge)
      const key = edgeKey(from, to)
      if (borders.has(key)) continue
      const other = sides.get(edgeKey(edge[1], edge[0]))
      const share = other === undefined || other === owner ? 0 : unevenness([owner, other], edge)
      borders.set(key, { from, to, inner: share === 0 ? [] : crooked(from, to, share) })
    }
  }
  while (straightenCrossing([...borders.values()])) {}
  return faces.map(({ owner, ring }) => ({
    owner,
    ring: edges(ring).flatMap((edge) => {
      const inner = borders.get(edgeKey(...westFirst(edge)))?.inner ?? []
      return [edge[0], ...(edge[0] === westFirst(edge)[0] ? inner : inner.toReversed())]
    }),
  }))
}

function westFirst([from, to]: [Point, Point]): [Point, Point] {
  return from[0] < to[0] || (from[0] === to[0] && from[1] < to[1]) ? [from, to] : [to, from]
}

/** The points put between two, by moving middles sideways again and again. */
function crooked(from: Point, to: Point, share: number): Point[] {
  if (distance(from, to) < shortest) return []
  const words = [...from, ...to].map((metres) => metres.toFixed(2))
  const aside = between(-share, share, 'aside', ...words)
  const along = between(0.38, 0.62, 'along', ...words)
  const middle = onGraticule([
    from[0] + along * (to[0] - from[0]) - aside * (to[1] - from[1]),
    from[1] + along * (to[1] - from[1]) + aside * (to[0] - from[0]),
  ])
  return [...crooked(from, middle, share), middle, ...crooked(middle, to, share)]
}

/** Takes the bends out of borders that cross another; whether there were any. */
function straightenCrossing(borders: Border[]): boolean {
  const pieces = borders.flatMap((border) => {
    const line = [border.from, ...border.inner, border.to]
    return line.slice(1).map((to, i) => ({ border, from: line[i]!, to }))
  })
  const west = (piece: { from: Point; to: Point }) => Math.min(piece.from[0], piece.to[0])
  pieces.sort((a, b) => west(a) - west(b))
  const crossed = new Set<Border>()
  pieces.forEach((one, i) => {
    const east = Math.max(one.from[0], one.to[0])
    for (let j = i + 1; j < pieces.length && west(pieces[j]!) <= east; j++) {
      const other = pieces[j]!
      if (crossing(one.from, one.to, other.from, other.to)) crossed.add(one.border).add(other.border)
    }
  })
  const bent = [...crossed].filter(({ inner }) => inner.length > 0)
  for (const border of bent) border.inner = []
  return bent.length > 0
}
