import { polygonArea, polygonCentroid } from 'd3-polygon'
import { bend } from './bend.ts'
import { between } from './chance.ts'
import { clippedCells } from './communities.ts'
import type { Face } from './edges.ts'
import { adoptScraps, weld } from './mesh.ts'
import { apportion, type Peopled } from './people.ts'
import { type Point, type Ring, squared } from './plane.ts'
import { box, lattice, type Seat, settle } from './power.ts'

/** A basic grid: the cell of a community that one grid worker looks after. */
export interface Grid {
  code: string
  /** its number within the community, from 1 */
  number: number
  community: string
  households: number
  population: number
}

/** Cuts communities into grids of about equal households, with their land as faces owned by the grids' codes. */
export function grids(all: Peopled[], land: Map<string, Ring>): { grids: Grid[]; faces: Face[] } {
  const urban = new Map(all.map((one) => [one.code, one.urban]))
  const community = (code: string) => code.slice(0, 12)
  const numbered = all.flatMap((one) => numberedFaces(one, land.get(one.code)!))
  const whole = adoptScraps(weld(numbered), (a, b) => community(a) === community(b))
  const faces = bend(whole, ([a, b]) => (community(a) === community(b) && !urban.get(community(a)) ? 0.1 : 0))
  return { grids: all.flatMap(members), faces }
}

function members(one: Peopled): Grid[] {
  const numbers = Array.from({ length: one.grids }, (_, i) => i + 1)
  const households = apportion(
    one.households,
    numbers.map((number) => between(0.95, 1.05, one.code, number, 'households')),
  )
  const population = apportion(
    one.population,
    numbers.map((number, i) => households[i]! * between(0.97, 1.03, one.code, number, 'size')),
  )
  return numbers.map((number, i) => ({
    code: gridCode(one.code, number),
    number,
    community: one.code,
    households: households[i]!,
    population: population[i]!,
  }))
}

function gridCode(community: string, number: number): string {
  return `${community}${String(number).padStart(3, '0')}`
}

function numberedFaces(one: Peopled, ring: Ring): Face[] {
  if (one.grids === 1) return [{ owner: gridCode(one.code, 1), ring }]
  const cells = clippedCells(
    equalSeats(one, ring),
    Array.from({ length: one.grids }, (_, i) => String(i)),
    ring,
  )
  const order = readingOrder(mainCentres(cells))
  return cells.map((face) => ({ owner: gridCode(one.code, order.indexOf(face.owner) + 1), ring: face.ring }))
}

/** Seats whose cells have equal areas, spread over the ring by moving each to the middle of its cell. */
function equalSeats(one: Peopled, ring: Ring): Seat[] {
  const area = Math.abs(polygonArea(ring))
  const step = Math.sqrt(area / (250 * one.grids))
  const points = lattice(ring, step)
  const seats: Seat[] = []
  for (let i = 0; i < one.grids; i++) {
    const far = (point: Point) => Math.min(...seats.map(({ at }) => squared(at, point)))
    const at =
      i === 0
        ? points[Math.floor(between(0, points.length, one.code, 'first'))]!
        : points.reduce((best, point) => (far(point) > far(best) ? point : best))
    seats.push({ at, weight: 0, target: area / one.grids })
  }
  return settle(points, step * step, seats, 60, 40)
}

function mainCentres(cells: Face[]): Map<string, { centre: Point; ring: Ring }> {
  const centres = new Map<string, { centre: Point; ring: Ring }>()
  for (const { owner, ring } of cells) {
    const known = centres.get(owner)
    if (!known || Math.abs(polygonArea(ring)) > Math.abs(polygonArea(known.ring))) {
      centres.set(owner, { centre: polygonCentroid(ring), ring })
    }
  }
  return centres
}

/**
 * West to east, then north to south, as a page is read: the northernmost cell begins a row, and cells whose middle
 * lies less than half of its height below its own are in that row.
 */
function readingOrder(cells: Map<string, { centre: Point; ring: Ring }>): string[] {
  const left = [...cells].sort((a, b) => b[1].centre[1] - a[1].centre[1])
  const order: string[] = []
  while (left.length > 0) {
    const { centre, ring } = left[0]![1]
    const [, south, , north] = box(ring)
    const floor = centre[1] - (north - south) / 2
    const row = left.splice(0, left.findLastIndex(([, cell]) => cell.centre[1] > floor) + 1)
    row.sort((a, b) => a[1].centre[0] - b[1].centre[0])
    order.push(...row.map(([owner]) => owner))
  }
  return order
}
