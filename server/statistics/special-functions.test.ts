import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chiSquareAbove } from './index.ts'

describe('the tail of chi-square', () => {
  it('is that of R, far out too', () => {
    // pchisq(x, df, lower.tail = FALSE) of R 4.2
    for (const [x, df, p] of [
      [7.814727903251179, 3, 0.05],
      [1400, 3, 2.94561936101632e-303],
      [1500, 3, 0],
      [1e5, 100, 0],
      [1e9, 23, 0],
      [100, 3000, 1],
      [2000, 3000, 1],
      [1e-300, 4, 1],
      [0, 3, 1],
    ] as const) {
      const found = chiSquareAbove(x, df)
      expect(Math.abs(found - p)).toBeLessThanOrEqual(1e-12 * p)
    }
  })

  it('is a probability for whatever there is, and falls', () => {
    const x = fc.double({ min: 0, max: 1e12, noNaN: true })
    fc.assert(
      fc.property(x, x, fc.integer({ min: 1, max: 5000 }), (a, b, df) => {
        const [near, far] = [chiSquareAbove(Math.min(a, b), df), chiSquareAbove(Math.max(a, b), df)]
        expect(near).toBeLessThanOrEqual(1)
        expect(far).toBeGreaterThanOrEqual(0)
        expect(far).toBeLessThanOrEqual(near + 1e-12)
      }),
    )
  })
})
