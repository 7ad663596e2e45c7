import type { DrawnFlow } from './lines.ts'

interface Point {
  x: number
  y: number
}

/**
 * The flow under a point of the screen, in CSS pixels: of those that cover it the one on top, which is the last drawn; where
 * none does, the nearest whose edge is within `reach`. `project` puts a place on the screen.
 */
export function flowAt(
  drawn: readonly DrawnFlow[],
  point: Point,
  project: (place: [number, number]) => Point,
  reach: number,
): DrawnFlow | undefined {
  let nearest: DrawnFlow | undefined
  let least = reach
  for (const flow of drawn) {
    const far = Math.max(0, distanceTo(flow.line.map(project), point) - flow.width / 2)
    if (far > least) continue
    nearest = flow
    least = far
  }
  return nearest
}

/** From a point to the nearest of a line. */
function distanceTo(line: readonly Point[], { x, y }: Point): number {
  let least = Number.POSITIVE_INFINITY
  for (const [index, b] of line.entries()) {
    const a = line[index - 1] ?? b
    const [dx, dy] = [b.x - a.x, b.y - a.y]
    const length = dx * dx + dy * dy
    const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - a.x) * dx + (y - a.y) * dy) / length))
    least = Math.min(least, Math.hypot(x - a.x - along * dx, y - a.y - along * dy))
  }
  return least
}
