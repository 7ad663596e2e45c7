import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ratioScale } from './EffectScale.ts'

const ratio = (value: number | null, low: number | null, high: number | null) => ({ value, low, high })

describe('the axis of ratios', () => {
  it('puts halving and doubling equally far from 1', () => {
    const { at } = ratioScale([ratio(0.2, 0.1, 0.4)])
    expect(at(1) - at(0.5)).toBeCloseTo(at(2) - at(1), 9)
  })

  it('has few round ticks', () => {
    expect(ratioScale([ratio(0.2, 0.12, 0.33)]).ticks).toEqual([0.2, 0.5, 1, 2])
    expect(ratioScale([ratio(1, 0.01, 100)]).ticks).toEqual([0.1, 1, 10])
  })

  it('holds 1 and every finite end it can, and never leaves its edges', () => {
    const positive = fc.double({ min: 1e-6, max: 1e6, noNaN: true })
    const orNull = fc.option(positive, { nil: null })
    fc.assert(
      fc.property(fc.array(fc.tuple(orNull, orNull, orNull)), positive, (rows, any) => {
        const scale = ratioScale(rows.map(([value, low, high]) => ratio(value, low, high)))
        expect(scale.low).toBeLessThan(1)
        expect(scale.high).toBeGreaterThan(1)
        for (const value of rows.flat()) {
          if (value !== null && value >= 0.02 && value <= 50) {
            expect(scale.at(value)).toBeGreaterThan(0)
            expect(scale.at(value)).toBeLessThan(100)
          }
        }
        expect(scale.at(any)).toBeGreaterThanOrEqual(0)
        expect(scale.at(any)).toBeLessThanOrEqual(100)
        expect(scale.ticks).toContain(1)
      }),
    )
  })

  it('puts a ratio of zero at the left edge', () => {
    expect(ratioScale([ratio(0, 0, 0.4)]).at(0)).toBe(0)
  })
})
