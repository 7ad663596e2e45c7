import { expect, it } from 'vitest'
import type { Geometry, Position } from '../layers/index.ts'
import { tidied } from './mvt.ts'
import { WholeLayer } from './whole.ts'

const box = (west: number, south: number, east: number, north: number): Position[] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
]
const polygon = (...rings: Position[][]): Geometry => ({ type: 'MultiPolygon', coordinates: [rings] })
const tile = (geometry: Geometry, z: number, x: number, y: number) =>
  tidied(WholeLayer.of([{ geometry, tags: { name: 'a' } }]).tile({ z, x, y }))
/** Positive where a ring runs clockwise on the screen, as outer rings of tiles do. */
const area = (ring: [number, number][]) =>
  ring.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = ring[(index + 1) % ring.length]!
    return sum + (x * nextY - nextX * y) / 2
  }, 0)
const rings = (features: ReturnType<typeof tile>) =>
  features.flatMap(({ geometry }) => geometry as [number, number][][])

it('cuts outlines a little beyond the tile, so that no border shows between tiles', () => {
  const [ring] = rings(tile(polygon(box(-90, -60, 90, 60)), 1, 1, 0))
  expect(Math.min(...ring!.map(([x]) => x))).toBe(-64)
  expect(Math.max(...ring!.map(([, y]) => y))).toBe(4096 + 64)
  expect(Math.max(...ring!.map(([x]) => x))).toBe(2048)
})

it('runs outer rings one way and holes the other', () => {
  const made = rings(tile(polygon(box(-90, -60, 90, 60), [...box(-45, -30, 45, 30)].reverse()), 0, 0, 0))
  expect(made.map((ring) => Math.sign(area(ring)))).toEqual([1, -1])
})

it('leaves out what has no area at this size, and what lies elsewhere', () => {
  const house = polygon(box(109.1, 34.5, 109.1001, 34.5001))
  expect(tile(house, 3, 6, 3)).toEqual([])
  expect(tile(house, 3, 0, 0)).toEqual([])
})

it('gives a point to one tile alone, a line to each it crosses', () => {
  const point: Geometry = { type: 'Point', coordinates: [0, 10] }
  const line: Geometry = {
    type: 'LineString',
    coordinates: [
      [-90, 10],
      [90, 20],
    ],
  }
  const tiles = (geometry: Geometry) => [0, 1].map((x) => tile(geometry, 1, x, 0).length)
  expect(tiles(point)).toEqual([0, 1])
  expect(tiles(line)).toEqual([1, 1])
})

it('knows where its features lie', () => {
  const whole = WholeLayer.of([
    { geometry: polygon(box(109, 34, 110, 35)), tags: {} },
    { geometry: null, tags: {} },
  ])
  expect(whole.bounds).toEqual([109, 34, 110, 35])
  expect(WholeLayer.of([]).bounds).toBeNull()
})
