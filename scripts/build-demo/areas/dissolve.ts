import { edgeKey, edges, type Face } from './edges.ts'
import type { Point, Ring } from './plane.ts'

/**
 * The outline of every area that faces make up, `area` naming the area of a face's owner. Edges with the same area
 * on both sides fall away and the rest are strung together, so no corner is moved. Throws where an area is in
 * several pieces or has a hole.
 */
export function dissolve(faces: Face[], area: (owner: string) => string): Map<string, Ring> {
  const areaOf = (face: Face) => area(face.owner)
  const left = new Map(
    faces.flatMap((face) => edges(face.ring).map(([from, to]) => [edgeKey(from, to), areaOf(face)])),
  )
  const onward = new Map<string, Map<string, [Point, Point][]>>()
  for (const face of faces) {
    const code = areaOf(face)
    const starts = onward.get(code) ?? new Map<string, [Point, Point][]>()
    onward.set(code, starts)
    for (const [from, to] of edges(face.ring)) {
      if (left.get(edgeKey(to, from)) === code) continue
      starts.set(from.join(), [...(starts.get(from.join()) ?? []), [from, to]])
    }
  }
  return new Map([...onward].map(([code, starts]) => [code, onlyRing(code, starts)]))
}

function onlyRing(code: string, starts: Map<string, [Point, Point][]>): Ring {
  const count = [...starts.values()].reduce((sum, list) => sum + list.length, 0)
  const first = [...starts.values()][0]?.[0]
  if (!first) throw new Error(`${code} has no land`)
  const ring: Ring = [first[0]]
  let edge = first
  while (edge[1].join() !== first[0].join()) {
    ring.push(edge[1])
    edge = nextEdge(edge, starts.get(edge[1].join()) ?? [])
    if (ring.length > count) break
  }
  if (ring.length !== count) throw new Error(`${code} is not in one piece: ${ring.length} of ${count} edges`)
  return ring
}

/** Where several edges leave a corner, the one met first when turning clockwise from where we came, land on the left. */
function nextEdge([from, at]: [Point, Point], leaving: [Point, Point][]): [Point, Point] {
  const back = Math.atan2(from[1] - at[1], from[0] - at[0])
  const turn = ([, to]: [Point, Point]) => {
    const angle = back - Math.atan2(to[1] - at[1], to[0] - at[0])
    return angle <= 1e-12 ? angle + 2 * Math.PI : angle
  }
  const [best] = leaving.toSorted((a, b) => turn(a) - turn(b))
  if (!best) throw new Error(`a border ends at ${at.join()}`)
  return best
}
