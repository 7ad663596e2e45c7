import type { AreaGeometry } from '@grid/data/contract'
import { getHexagonAreaAvg, POLYGON_TO_CELLS_FLAGS, polygonToCellsExperimental, UNITS } from 'h3-js'
import { badParameters } from '../../problems.ts'
import type { OutlinedArea } from './outlines.ts'
import { inSlices } from './slices.ts'

/** Cells of one frame: what a map can draw and a question answer in time. */
export const mostCells = 60_000

/** Which cells cover which areas. */
export interface Cover {
  /** cells that a topmost area lies in, at least in part; true where part of the cell lies beyond all of them */
  cells: ReadonlyMap<string, boolean>
  /** cells that an area lies in, at least in part */
  of(code: string): readonly string[] | undefined
  /** code of the smallest basic area that holds the cell's centre */
  areaAt(index: string): string | null
}

/** Covers the areas with cells of a resolution; a 400 problem where there would be too many. */
export async function coverOf(areas: readonly OutlinedArea[], resolution: number): Promise<Cover> {
  const outlined = areas.filter(({ geometry }) => geometry !== null)
  const byCode = new Map(outlined.map((area) => [area.code, area]))
  const tops = topsOf(areas)
  const about = cellsAbout(areas, resolution)
  if (about > mostCells) throw tooManyCells(about)
  const times = new Map<string, number>()
  const whole = new Set<string>()
  await inSlices(tops.length, (index) => {
    const { geometry } = tops[index]!
    for (const cell of cellsOf(geometry, resolution, 'containmentOverlapping'))
      times.set(cell, (times.get(cell) ?? 0) + 1)
    for (const cell of cellsOf(geometry, resolution, 'containmentFull')) whole.add(cell)
  })
  const smallest = new Map<string, string>()
  const basic = outlined.filter(({ kind }) => kind === 'basic').sort((a, b) => a.depth - b.depth)
  await inSlices(basic.length, (index) => {
    const { code, geometry } = basic[index]!
    for (const cell of cellsOf(geometry, resolution, 'containmentCenter')) smallest.set(cell, code)
  })
  const found = new Map<string, readonly string[]>()
  return {
    // a cell on the border of two topmost areas is wholly in neither, and not at the edge of what they cover together
    cells: new Map([...times].map(([cell, count]) => [cell, !whole.has(cell) && count < 2])),
    of: (code) => {
      const known = found.get(code)
      if (known) return known
      const area = byCode.get(code)
      if (!area) return undefined
      const cells = cellsOf(area.geometry, resolution, 'containmentOverlapping')
      found.set(code, cells)
      return cells
    },
    areaAt: (index) => smallest.get(index) ?? null,
  }
}

type Containment = keyof typeof POLYGON_TO_CELLS_FLAGS

/** Cells of a polygon, or of the parts of one, each once. */
export function cellsOf(
  geometry: AreaGeometry | null,
  resolution: number,
  containment: Containment,
): string[] {
  if (geometry === null) return []
  const parts = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  const flag = POLYGON_TO_CELLS_FLAGS[containment]
  const cells = parts.flatMap((rings) => polygonToCellsExperimental(rings, resolution, flag, true))
  return parts.length === 1 ? cells : [...new Set(cells)]
}

/** How many cells of a resolution the areas make, about: told by their ground before any cell is made. */
export function cellsAbout(areas: readonly OutlinedArea[], resolution: number): number {
  const ground = topsOf(areas).reduce((sum, { geometry }) => sum + groundOf(geometry), 0)
  return Math.round(ground / getHexagonAreaAvg(resolution, UNITS.m2))
}

/** Basic areas with an outline that lie below none that has one. */
function topsOf(areas: readonly OutlinedArea[]): OutlinedArea[] {
  const outlined = areas.filter(({ geometry }) => geometry !== null)
  const codes = new Set(outlined.map(({ code }) => code))
  return outlined.filter(({ kind, parent }) => kind === 'basic' && (parent === null || !codes.has(parent)))
}

/** 400: cells too small for the ground. */
export function tooManyCells(about: number) {
  const detail = `makes some ${about} cells of this centre, ${mostCells} at the most; write a larger size`
  return badParameters([{ parameter: 'cell', detail }])
}

/** Square metres inside the outer rings, as on a plane at their latitude. */
function groundOf(geometry: AreaGeometry | null): number {
  if (geometry === null) return 0
  const parts = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  const perDegree = 111_195
  return parts.reduce((sum, [ring = []]) => {
    let twice = 0
    for (const [index, [x, y]] of ring.entries()) {
      const [nextX, nextY] = ring[(index + 1) % ring.length] ?? [x, y]
      twice += x * nextY - nextX * y
    }
    const lat = ring[0]?.[1] ?? 0
    return sum + (Math.abs(twice) / 2) * perDegree ** 2 * Math.cos((lat * Math.PI) / 180)
  }, 0)
}
