import Flatbush from 'flatbush'
import { orient2d } from 'robust-predicates'
import type { Rings } from '../locate/index.ts'

/**
 * The first place where two edges of an outline cross, between rings too; undefined where none do. Edges that touch
 * at a point or run along each other do not cross. An index over the edges keeps the work near n log n.
 */
export function firstCrossing({ coordinates: at, starts }: Rings): [lon: number, lat: number] | undefined {
  const edges: number[] = []
  for (let ring = 1; ring < starts.length; ring++)
    for (let i = starts[ring - 1]!; i < starts[ring]! - 1; i++) edges.push(2 * i)
  if (edges.length < 4) return undefined
  const tree = new Flatbush(edges.length)
  for (const i of edges) {
    tree.add(
      Math.min(at[i]!, at[i + 2]!),
      Math.min(at[i + 1]!, at[i + 3]!),
      Math.max(at[i]!, at[i + 2]!),
      Math.max(at[i + 1]!, at[i + 3]!),
    )
  }
  tree.finish()
  for (const [edge, i] of edges.entries()) {
    const [x1, y1, x2, y2] = [at[i]!, at[i + 1]!, at[i + 2]!, at[i + 3]!]
    const near = tree.search(
      Math.min(x1, x2),
      Math.min(y1, y2),
      Math.max(x1, x2),
      Math.max(y1, y2),
      (other) => {
        if (other <= edge) return false
        const j = edges[other]!
        return cross(x1, y1, x2, y2, at[j]!, at[j + 1]!, at[j + 2]!, at[j + 3]!)
      },
    )
    const [other] = near
    if (other === undefined) continue
    const j = edges[other]!
    return meeting(x1, y1, x2, y2, at[j]!, at[j + 1]!, at[j + 2]!, at[j + 3]!)
  }
  return undefined
}

/** Whether two segments cross in a point inside both; the signs are exact. */
function cross(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
): boolean {
  const c = orient2d(ax, ay, bx, by, cx, cy)
  const d = orient2d(ax, ay, bx, by, dx, dy)
  if (c === 0 || d === 0 || c > 0 === d > 0) return false
  const a = orient2d(cx, cy, dx, dy, ax, ay)
  const b = orient2d(cx, cy, dx, dy, bx, by)
  return a !== 0 && b !== 0 && a > 0 !== b > 0
}

function meeting(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
): [number, number] {
  const c = orient2d(ax, ay, bx, by, cx, cy)
  const d = orient2d(ax, ay, bx, by, dx, dy)
  const t = c / (c - d)
  return [cx + t * (dx - cx), cy + t * (dy - cy)]
}
