import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { adjusted, discoveryThresholds } from './false-discovery.ts'

const ps = fc.array(fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0.01, 0.02, 1)), {
  minLength: 1,
  maxLength: 60,
})

describe('the false discovery rate', () => {
  it('is controlled as p.adjust of R does', () => {
    // p.adjust(p, "BH") on R 4.2.2
    const p = [
      0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216, 0.222, 0.251, 0.269, 0.275, 0.34,
      0.341, 0.384, 0.569, 0.594, 0.696, 0.762, 0.94, 0.942, 0.975, 0.986,
    ]
    const expected = [
      0.025, 0.1, 0.21, 0.21, 0.21, 0.25, 0.264285714285714, 0.491071428571429, 0.491071428571429,
      0.491071428571429, 0.491071428571429, 0.491071428571429, 0.491071428571429, 0.491071428571429,
      0.5328125, 0.5328125, 0.564705882352941, 0.781578947368421, 0.781578947368421, 0.87, 0.907142857142857,
      0.986, 0.986, 0.986, 0.986,
    ]
    const found = adjusted(Float64Array.from(p))
    for (const [at, one] of expected.entries()) expect(found[at]).toBeCloseTo(one, 12)
    expect([...adjusted(Float64Array.from([0.05, 0.03, 0.01, 0.04, 0.02]))]).toEqual([
      0.05, 0.05, 0.05, 0.05, 0.05,
    ])
  })

  it('leaves out what is no test', () => {
    expect([...adjusted(Float64Array.from([0.02, Number.NaN, 0.5]))]).toEqual([0.04, Number.NaN, 0.5])
    expect(discoveryThresholds(Float64Array.from([Number.NaN]), [0.1])).toEqual([-1])
    expect(adjusted(new Float64Array(0))).toHaveLength(0)
  })

  it('keeps the order, never falls below p or above 1, and does not depend on the order given', () => {
    fc.assert(
      fc.property(ps, (list) => {
        const found = adjusted(Float64Array.from(list))
        for (const [i, p] of list.entries()) {
          expect(found[i]).toBeGreaterThanOrEqual(p * (1 - 1e-12))
          expect(found[i]).toBeLessThanOrEqual(1)
          for (const [j, other] of list.entries())
            if (p < other) expect(found[i]).toBeLessThanOrEqual(found[j]!)
        }
        expect([...adjusted(Float64Array.from(list.toReversed()))].reverse()).toEqual([...found])
      }),
    )
  })

  it('has a threshold that calls significant what the adjusted values do', () => {
    fc.assert(
      fc.property(ps, fc.constantFrom(0.01, 0.05, 0.1), (list, rate) => {
        const [threshold = Number.NaN] = discoveryThresholds(Float64Array.from(list), [rate])
        const found = adjusted(Float64Array.from(list))
        // but for the last digit of a division
        for (const [i, p] of list.entries())
          if (Math.abs(found[i]! - rate) > 1e-12) expect(p <= threshold).toBe(found[i]! <= rate)
      }),
    )
  })
})
