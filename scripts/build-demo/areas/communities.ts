import { intersection } from 'polyclip-ts'
import { bend } from './bend.ts'
import type { Face } from './edges.ts'
import { anticlockwise, type Land } from './land.ts'
import { adoptScraps, weld } from './mesh.ts'
import type { Peopled } from './people.ts'
import { offLine, type Point, type Ring } from './plane.ts'
import { powerCell, type Seat } from './power.ts'
import { communitySeats } from './seats.ts'

/** The land of every community as one or more faces: a weighted Voronoi diagram within each part of the land. */
export function communityFaces(land: Land, all: Peopled[]): Face[] {
  const urban = new Set(all.filter((one) => one.urban).map(({ code }) => code))
  const street = (code: string) => code.slice(0, 9)
  const parts = (['north', 'between', 'south'] as const).map((part) => {
    const seats = communitySeats(part, land, all)
    return clippedCells(
      seats,
      seats.map(({ code }) => code),
      land[part],
    )
  })
  const whole = adoptScraps(weld(parts.flat()), (a, b) => street(a) === street(b))
  const onRiver = ([x1, y1]: Point, [x2, y2]: Point) => {
    const middle: Point = [(x1 + x2) / 2, (y1 + y2) / 2]
    return Math.min(offLine(middle, land.wei), offLine(middle, land.jing)) < 2
  }
  return bend(whole, ([a, b], edge) => {
    if (onRiver(...edge)) return 0
    return urban.has(a) && urban.has(b) ? 0 : urban.has(a) || urban.has(b) ? 0.05 : 0.13
  })
}

/** The power cells of some seats within a ring; a cell may come in several faces where the ring has bays. */
export function clippedCells(seats: Seat[], owners: string[], within: Ring): Face[] {
  return seats.flatMap((_, i) => {
    const cell = powerCell(i, seats, within)
    if (cell.length < 3) throw new Error(`${owners[i]} was left without land`)
    return intersection([cell], [within]).map(([outer]) => ({
      owner: owners[i]!,
      ring: anticlockwise((outer ?? []).slice(1)),
    }))
  })
}
