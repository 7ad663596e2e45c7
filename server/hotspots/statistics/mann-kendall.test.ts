import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mannKendall } from './mann-kendall.ts'

const test = (series: readonly number[], level = 0.1) => mannKendall(Float64Array.from(series), level)

describe('the test of Mann and Kendall', () => {
  // cor.test(seq_along(x), x, method = "kendall", exact = FALSE, continuity = TRUE) on R 4.2.2
  it.each([
    ['rises all the way', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 45, 3.93547964039963, 8.30307033264498e-5],
    ['falls, with ties', [5, 3, 4, 4, 2, 6, 1, 1, 0, 2], -22, -1.901250666892889, 0.0572691874708272],
    [
      'rises, with many ties',
      [1, 1, 2, 2, 3, 3, 3, 4, 5, 5, 6, 9],
      60,
      4.11072478432054,
      3.94419095871508e-5,
    ],
    ['rises once at the end', [0, 0, 0, 0, 0, 0, 0, 1], 7, 1.309307341415954, 0.190430263825524],
    ['goes back and forth', [3, 1, 2], -1, 0, 1],
  ])('agrees with R on a series that %s', (_, series, s, z, p) => {
    const found = test(series)
    expect(found.s).toBe(s)
    expect(found.z).toBeCloseTo(z, 12)
    expect(found.p).toBeCloseTo(p, 12)
  })

  it('sees a trend from its level of significance on', () => {
    const falling = [5, 3, 4, 4, 2, 6, 1, 1, 0, 2]
    expect(test(falling, 0.1).direction).toBe('down')
    expect(test(falling, 0.05).direction).toBe('none')
    expect(test(falling.toReversed(), 0.1).direction).toBe('up')
  })

  it.each([[[]], [[4]], [[2, 2, 2, 2]]])('sees none in %j', (series) => {
    expect(test(series)).toEqual({ direction: 'none', s: 0, z: 0, p: 1 })
  })

  it('depends on the order of values alone, and turns with them', () => {
    const series = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 2, maxLength: 40 })
    fc.assert(
      fc.property(series, (x) => {
        const found = test(x)
        expect(test(x.map((value) => Math.exp(value / 5)))).toEqual(found)
        const turned = test(x.map((value) => -value))
        expect(turned.s + found.s).toBe(0)
        expect(turned.p).toBe(found.p)
      }),
    )
  })
})
