import { polygonContains } from 'd3-polygon'
import { type Point, type Ring, squared } from './plane.ts'

/** A cell of a power diagram (a Voronoi diagram with weights) to be: where it sits and the area it should have. */
export interface Seat {
  at: Point
  /** square metres */
  weight: number
  /** square metres */
  target: number
}

/** The points of a square lattice of the given step (m) that lie in a ring. */
export function lattice(ring: Ring, step: number): Point[] {
  const [west, south, east, north] = box(ring)
  const points: Point[] = []
  for (let y = south + step / 2; y < north; y += step) {
    for (let x = west + step / 2; x < east; x += step) if (polygonContains(ring, [x, y])) points.push([x, y])
  }
  return points
}

/** Which seat's cell each point falls into: the least squared distance less the weight. */
export function allot(points: Point[], seats: Seat[]): number[] {
  return points.map((point) => {
    let best = 0
    let least = Number.POSITIVE_INFINITY
    for (let i = 0; i < seats.length; i++) {
      const seat = seats[i]!
      const power = squared(point, seat.at) - seat.weight
      if (power < least) {
        least = power
        best = i
      }
    }
    return best
  })
}

/**
 * Moves seats towards the middle of their cells for the first `moves` rounds and changes their weights in every
 * round until the cells have about the areas wanted (Aurenhammer, Hoffmann and Aronov 1998: the weights of given
 * capacities are found by gradient steps). Areas are counted on `points`, each of which stands for `share` m².
 */
export function settle(points: Point[], share: number, seats: Seat[], rounds: number, moves: number): Seat[] {
  let now = seats.map((seat) => ({ ...seat }))
  for (let round = 0; round < rounds; round++) {
    const sums = now.map(() => ({ n: 0, x: 0, y: 0 }))
    const cells = allot(points, now)
    points.forEach((point, i) => {
      const sum = sums[cells[i]!]!
      sum.n += 1
      sum.x += point[0]
      sum.y += point[1]
    })
    const pull = round < moves ? 0.5 : 0
    now = now.map((seat, i) => {
      const { n, x, y } = sums[i]!
      const weight = seat.weight + 0.3 * (seat.target - n * share)
      const at: Point =
        n === 0
          ? seat.at
          : [seat.at[0] + pull * (x / n - seat.at[0]), seat.at[1] + pull * (y / n - seat.at[1])]
      return { ...seat, at, weight }
    })
  }
  return now
}

/** The convex cell of one seat, cut from the box around a ring by one half-plane per rival. */
export function powerCell(index: number, seats: Seat[], around: Ring): Ring {
  const [west, south, east, north] = box(around)
  let cell: Ring = [
    [west - 1, south - 1],
    [east + 1, south - 1],
    [east + 1, north + 1],
    [west - 1, north + 1],
  ]
  const own = seats[index]!
  seats.forEach((rival, i) => {
    if (i === index) return
    const normal: Point = [rival.at[0] - own.at[0], rival.at[1] - own.at[1]]
    const limit = (fromMiddle(rival.at) - rival.weight - fromMiddle(own.at) + own.weight) / 2
    cell = below(cell, normal, limit)
  })
  return cell
}

function fromMiddle(point: Point): number {
  return squared(point, [0, 0])
}

/** West, south, east, north. */
export function box(ring: Ring): [number, number, number, number] {
  const xs = ring.map(([x]) => x)
  const ys = ring.map(([, y]) => y)
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}

/** The part of a convex ring where normal · point is at most the limit. */
function below(ring: Ring, normal: Point, limit: number): Ring {
  const kept: Ring = []
  ring.forEach((from, i) => {
    const to = ring[(i + 1) % ring.length]!
    const a = normal[0] * from[0] + normal[1] * from[1] - limit
    const b = normal[0] * to[0] + normal[1] * to[1] - limit
    if (a <= 0) kept.push(from)
    if ((a < 0 && b > 0) || (a > 0 && b < 0)) {
      const t = a / (a - b)
      kept.push([from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])])
    }
  })
  return kept
}
