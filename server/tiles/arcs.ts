/** A corner on the map, x and y from 0 to 1; a ring of them ends where it begins. */
export type Corner = readonly [number, number]
type Ring = readonly Corner[]

/**
 * Simplifies outlines so that neighbours keep their common border: rings are cut into arcs where borders meet, and every
 * arc is simplified from end to end in one direction (Douglas and Peucker), the same for both who share it. What
 * collapses is gone: its ring has fewer than four corners. `tolerance` is how far a border may move.
 */
export function simplifier(rings: readonly Ring[]): (ring: Ring, tolerance: number) => Corner[] {
  const isJunction = junctions(rings)
  return (ring, tolerance) => {
    const open = ring.slice(0, -1)
    const start = startOf(open, isJunction)
    const turned = [...open.slice(start), ...open.slice(0, start), open[start]!]
    const simple: Corner[] = [turned[0]!]
    let from = 0
    for (let to = 1; to < turned.length; to++) {
      if (to < turned.length - 1 && !isJunction(turned[to]!)) continue
      simple.push(...arc(turned.slice(from, to + 1), tolerance).slice(1))
      from = to
    }
    return simple
  }
}

/** Corners where borders meet or part: their neighbours are not the same two on every ring. */
function junctions(rings: readonly Ring[]): (corner: Corner) => boolean {
  const neighbours = new Map<string, string>()
  const meeting = new Set<string>()
  for (const ring of rings) {
    const names = ring.slice(0, -1).map(String)
    for (const [index, name] of names.entries()) {
      const before = names.at(index - 1)!
      const after = names[(index + 1) % names.length]!
      const both = before < after ? `${before} ${after}` : `${after} ${before}`
      const known = neighbours.get(name)
      if (known === undefined) neighbours.set(name, both)
      else if (known !== both) meeting.add(name)
    }
  }
  return (corner) => meeting.has(String(corner))
}

/** Where a ring is cut first: at a junction, else at its least corner, which every ring of these corners has. */
function startOf(open: Ring, isJunction: (corner: Corner) => boolean): number {
  const junction = open.findIndex(isJunction)
  if (junction !== -1) return junction
  return open.reduce((least, corner, index) => (isBefore(corner, open[least]!) ? index : least), 0)
}

function arc(corners: Corner[], tolerance: number): Corner[] {
  const first = corners[0]!
  const last = corners.at(-1)!
  const isClosed = first[0] === last[0] && first[1] === last[1]
  const isBackward = isClosed ? isBefore(corners.at(-2)!, corners[1]!) : isBefore(last, first)
  if (isBackward) return arc([...corners].reverse(), tolerance).reverse()
  const kept = new Uint8Array(corners.length)
  kept[0] = kept[corners.length - 1] = 1
  keep(corners, 0, corners.length - 1, tolerance * tolerance, kept)
  return corners.filter((_, index) => kept[index])
}

/** Marks the corner that lies farthest off the line between two, as long as that is farther than the tolerance. */
function keep(corners: Ring, from: number, to: number, square: number, kept: Uint8Array): void {
  let farthest = -1
  let most = square
  for (let index = from + 1; index < to; index++) {
    const distance = offLine(corners[index]!, corners[from]!, corners[to]!)
    if (distance <= most) continue
    most = distance
    farthest = index
  }
  if (farthest === -1) return
  kept[farthest] = 1
  keep(corners, from, farthest, square, kept)
  keep(corners, farthest, to, square, kept)
}

/** The square of a corner's distance from the line between two others. */
function offLine([x, y]: Corner, [x1, y1]: Corner, [x2, y2]: Corner): number {
  const dx = x2 - x1
  const dy = y2 - y1
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / length))
  return (x - x1 - along * dx) ** 2 + (y - y1 - along * dy) ** 2
}

function isBefore([x1, y1]: Corner, [x2, y2]: Corner): boolean {
  return x1 < x2 || (x1 === x2 && y1 < y2)
}
