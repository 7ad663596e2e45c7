import type { Shape } from '../../layers/index.ts'
import { badFilter } from './problem.ts'

type Positions = number[] | Positions[]

/** How deep the positions of each kind lie. */
const depths: Record<Shape['type'], number> = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
}
const types = new Map(Object.keys(depths).map((type) => [type.toUpperCase(), type as Shape['type']]))

/** The kind of geometry that a word of WKT names, whatever its case. */
export function shapeNamed(word: string): Shape['type'] | undefined {
  return types.get(word.toUpperCase())
}

/** How many lists of positions lie within each other. */
export function depthOf(type: Shape['type']): number {
  return depths[type]
}

/** A shape of this kind; a 400 problem where the positions are not those of such a shape, or no place on earth. */
export function shapeOf(type: string, coordinates: unknown): Shape {
  const kind = shapeNamed(type)
  if (!kind) throw badFilter(`"${type}" is no geometry that can be asked for`)
  if (!positions(coordinates, depths[kind])) throw badFilter(`the positions of the ${kind} are not right`)
  return { type: kind, coordinates } as Shape
}

/** A box as the polygon it is. */
export function boxShape(numbers: readonly number[]): Shape {
  const [west, south, east, north] =
    numbers.length === 6 ? [0, 1, 3, 4].map((place) => numbers[place]!) : numbers
  if (![4, 6].includes(numbers.length) || !(west! <= east!) || !(south! <= north!))
    throw badFilter('a box has west, south, east and north, in this order')
  return shapeOf('Polygon', [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ])
}

function positions(value: unknown, depth: number): value is Positions {
  if (!Array.isArray(value) || value.length === 0) return false
  if (depth > 0) return value.every((inner) => positions(inner, depth - 1))
  const [lon, lat] = value
  return (
    value.length >= 2 &&
    value.every((number) => typeof number === 'number' && Number.isFinite(number)) &&
    Math.abs(lon) <= 180 &&
    Math.abs(lat) <= 90
  )
}
