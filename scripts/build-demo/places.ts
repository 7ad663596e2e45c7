import type { Grid } from './area-tree.ts'
import { contains, nearby, type Point, pointInside } from './polygon.ts'
import { Random } from './random.ts'

/** Where something is: a block of flats or group of farmhouses, or a spot in the open. */
export interface Site {
  point: Point
  address: string
}

/** The places of a grid that tickets come from. */
export interface GridSites {
  grid: Grid
  homes: readonly Site[]
  spots: readonly Site[]
}

const urbanSpots = [
  '东门',
  '西门',
  '南门',
  '北门',
  '小广场',
  '垃圾收集点',
  '临街商铺',
  '停车场',
  '北侧道路',
  '幼儿园门口',
]
const ruralSpots = ['村口', '文化广场', '垃圾收集点', '主干道', '涝池边', '村委会门前', '公交站', '麦场']
const blocksPerGrid = 12

/** The sites of a grid: blocks spread over a community's grid, houses gathered about a village's middle. */
export function gridSites(grid: Grid): GridSites {
  const random = Random.named(`sites of ${grid.code}`)
  const middle = pointInside(grid.geometry, grid.bounds, random)
  const place = (reach: number): Point => {
    for (let attempt = 0; attempt < 60; attempt++) {
      const point = nearby(middle, reach, random)
      if (contains(grid.geometry, grid.bounds, point)) return point
    }
    return middle
  }
  const first = grid.index * blocksPerGrid
  const homes = Array.from({ length: grid.urban ? blocksPerGrid : 8 }, (_, i) => ({
    point: grid.urban ? pointNear(grid, middle, 450, random) : place(420),
    address: grid.urban ? `${grid.placeName}${first + i + 1}号楼` : `${grid.placeName}${i + 1}组`,
  }))
  const spots = (grid.urban ? urbanSpots : ruralSpots).map((name) => ({
    point: place(grid.urban ? 500 : 650),
    address: grid.placeName + name,
  }))
  return { grid, homes, spots }
}

/** A point of a ticket at a site: a few metres off, still in the grid. */
export function pointAt({ point }: Site, grid: Grid, metres: number, random: Random): Point {
  for (let attempt = 0; attempt < 20; attempt++) {
    const near = nearby(point, metres, random)
    if (contains(grid.geometry, grid.bounds, near)) return near
  }
  return point
}

function pointNear(grid: Grid, middle: Point, reach: number, random: Random): Point {
  for (let attempt = 0; attempt < 60; attempt++) {
    const point = nearby(middle, reach, random)
    if (contains(grid.geometry, grid.bounds, point)) return point
  }
  return pointInside(grid.geometry, grid.bounds, random)
}
