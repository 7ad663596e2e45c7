import type { Condition, Position } from '../layers/index.ts'
import { badParameters } from '../problems.ts'
import type { Crs } from './crs.ts'

/**
 * Features that a box touches, its corners in the order of a system: west, south, east, north, with heights between that
 * are passed over. A box whose west lies beyond its east crosses the antimeridian and is two.
 */
export function boxCondition(text: string | undefined, crs: Crs): Condition[] {
  if (text === undefined) return []
  const numbers = text.split(',').map((number) => (number.trim() === '' ? Number.NaN : Number(number)))
  const corners = numbers.length === 6 ? [0, 1, 3, 4].map((place) => numbers[place]!) : numbers
  if (![4, 6].includes(numbers.length) || !numbers.every(Number.isFinite)) throw badBox()
  const [west, south] = crs.to([corners[0]!, corners[1]!] as Position)
  const [east, north] = crs.to([corners[2]!, corners[3]!] as Position)
  const far =
    [west, east].some((lon) => Math.abs(lon) > 180) || [south, north].some((lat) => Math.abs(lat) > 90)
  if (south > north || far) throw badBox()
  const boxes =
    west <= east
      ? [[west, east]]
      : [
          [west, 180],
          [-180, east],
        ]
  return [
    { op: 'or', args: boxes.map(([left, right]) => ({ op: 'box', box: [left!, south, right!, north] })) },
  ]
}

function badBox() {
  return badParameters([
    {
      parameter: 'bbox',
      detail: 'write four numbers, the lower corner before the upper, in the order of bbox-crs',
    },
  ])
}
