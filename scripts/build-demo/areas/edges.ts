import type { Point, Ring } from './plane.ts'

/** A piece of land and the code of the area it belongs to; its ring is anticlockwise. */
export interface Face {
  owner: string
  ring: Ring
}

export function edges(ring: Ring): [Point, Point][] {
  return ring.map((from, i) => [from, ring[(i + 1) % ring.length]!])
}

export function edgeKey(from: Point, to: Point): string {
  return `${from.join()};${to.join()}`
}

/** The owner left of every directed edge. */
export function edgeSides(faces: Face[]): Map<string, string> {
  return new Map(
    faces.flatMap(({ owner, ring }) => edges(ring).map(([from, to]) => [edgeKey(from, to), owner])),
  )
}
