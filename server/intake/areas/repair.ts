import { union } from 'polyclip-ts'
import type { Part, Point } from './ring.ts'
import { signedArea } from './ring.ts'

/** Share of an outline's area that a repair may change: a knot where lines were drawn twice is far below it. */
const tolerated = 0.01

/**
 * The same outline without crossings, if that changes its area by less than a hundredth; undefined where it is no mere
 * slip: a bow-tie, or parts that lie over each other.
 */
export function untangled(parts: readonly Part[]): Part[] | undefined {
  const before = areaOf(parts)
  try {
    const [first, ...others] = parts
    if (!first) return undefined
    const repaired = union(first, ...others).map((rings) =>
      rings.map((ring) => ring.map(([x, y]): Point => [x, y])),
    )
    const change = Math.abs(areaOf(repaired) - before)
    return change <= tolerated * Math.abs(before) ? repaired : undefined
  } catch {
    return undefined
  }
}

/** Outer rings less holes. */
function areaOf(parts: readonly Part[]): number {
  let sum = 0
  for (const part of parts)
    for (const [index, ring] of part.entries()) sum += (index === 0 ? 1 : -1) * Math.abs(signedArea(ring))
  return sum
}
