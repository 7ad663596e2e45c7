import { AreaGeometry } from '@grid/data/contract'
import { describe, expect, it } from 'vitest'
import { boundsOf, contains, metresBetween, nearby, type Point, pointInside } from './polygon.ts'
import { Random } from './random.ts'

/** A U of three by three with its notch open to the north, and a hole in its left leg. */
const u = AreaGeometry.parse({
  type: 'Polygon',
  coordinates: [
    [
      [0, 0],
      [3, 0],
      [3, 3],
      [2, 3],
      [2, 1],
      [1, 1],
      [1, 3],
      [0, 3],
      [0, 0],
    ],
    [
      [0.4, 2],
      [0.6, 2],
      [0.6, 2.5],
      [0.4, 2.5],
      [0.4, 2],
    ],
  ],
})
const inside = (point: Point): boolean => contains(u, boundsOf(u), point)

describe('a polygon', () => {
  it.each<[string, Point, boolean]>([
    ['in the left leg', [0.2, 2.2], true],
    ['in the right leg', [2.5, 2.9], true],
    ['in the notch', [1.5, 2], false],
    ['in the hole', [0.5, 2.2], false],
    ['left of it', [-0.1, 1], false],
    ['above the foot', [1.5, 0.9], true],
  ])('knows a point %s', (_, point, expected) => {
    expect(inside(point)).toBe(expected)
  })

  it('gives points inside only, to six decimals', () => {
    const random = Random.named('inside')
    for (let i = 0; i < 500; i++) {
      const point = pointInside(u, boundsOf(u), random)
      expect(inside(point)).toBe(true)
      expect(point.map((value) => Number(value.toFixed(6)))).toEqual(point)
    }
  })

  it('stays within reach of a site', () => {
    const random = Random.named('near')
    for (let i = 0; i < 500; i++) {
      // the corner of a square of 20 m is 28.3 m off; six decimals add a tenth
      expect(metresBetween([109.08, 34.53], nearby([109.08, 34.53], 20, random))).toBeLessThan(28.4)
    }
  })
})
