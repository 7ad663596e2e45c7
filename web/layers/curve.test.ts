import { describe, expect, it } from 'vitest'
import { curveBetween } from './curve.ts'

const centre: [number, number] = [109.0, 34.5]
const east: [number, number] = [109.2, 34.5]

describe('a curve between two places', () => {
  it('begins and ends where it should', () => {
    const line = curveBetween(centre, east)
    expect(line[0]?.[0]).toBeCloseTo(109.0, 10)
    expect(line[0]?.[1]).toBeCloseTo(34.5, 10)
    expect(line.at(-1)?.[0]).toBeCloseTo(109.2, 10)
    expect(line.at(-1)?.[1]).toBeCloseTo(34.5, 10)
  })

  it('leans to the right of its way, so that there and back lie apart', () => {
    // eastwards the right is the south, westwards the north
    const there = curveBetween(centre, east)[12]
    const back = curveBetween(east, centre)[12]
    expect(there?.[1]).toBeLessThan(34.5)
    expect(back?.[1]).toBeGreaterThan(34.5)
  })

  it('leaves the straight line by the share it is told of its length', () => {
    // a quadratic curve passes half way to its control point: 0.16 of 0.2 degrees is 0.032 in the plane of the
    // projection, where a degree of latitude at 34.5° N is 1 / cos 34.5° = 1.2134 long: 0.02637 degrees
    const middle = curveBetween(centre, east, 0.16)[12]
    expect(34.5 - (middle?.[1] ?? 0)).toBeCloseTo(0.02637, 4)
  })
})
