import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { northCarolina } from '../../test/fixtures/north-carolina.ts'
import { type AreaCases, smoothingOf } from './smoothing.ts'

const area = (cases: number, households: number | null): AreaCases => ({ cases, households })
/** The estimate of areas, and the rate of each of them. */
function smoothRates(areas: readonly AreaCases[]) {
  const { rateOf, ...estimate } = smoothingOf(areas)
  return { ...estimate, rates: areas.map(rateOf) }
}
const ratesOf = (areas: readonly AreaCases[]) =>
  smoothRates(areas).rates.map(({ rate }) => rate ?? Number.NaN)

/** Areas that all have households, some with many cases and some with none. */
const inhabited = fc.array(
  fc.record({ cases: fc.nat(500), households: fc.integer({ min: 1, max: 20_000 }) }),
  { minLength: 1, maxLength: 40 },
)
/** Room for rounding about a rate. */
const slack = (rate: number) => 1e-12 + Math.abs(rate) * 1e-9

describe('empirical-Bayes smoothing', () => {
  // R 4.2.2, spdep 1.2.7 EBest, spData 2.2.1 nc.sids
  it('is that of spdep on the infant deaths of North Carolina', () => {
    const { counties } = northCarolina
    const found = smoothRates(counties.map(([, deaths, births]) => area(deaths, births)))
    expect(found.areas).toBe(100)
    expect(found.a).toBeCloseTo(northCarolina.a, 18)
    expect(found.b).toBeCloseTo(northCarolina.b, 15)
    for (const [index, [name, deaths, births, raw, smoothed]] of counties.entries()) {
      expect(deaths / births, name).toBeCloseTo(raw, 14)
      expect(found.rates[index]?.rate, name).toBeCloseTo(smoothed, 14)
    }
  })

  // R 4.2.2, spdep 1.2.7: EBest(c(1, 9, 30), c(400, 500, 600))
  it('is that of spdep on three areas', () => {
    const found = smoothRates([area(1, 400), area(9, 500), area(30, 600)])
    expect(found.a).toBeCloseTo(0.000345222222222222, 15)
    expect(found.b).toBeCloseTo(0.0266666666666667, 14)
    expect(found.rates.map(({ rate }) => rate)).toEqual([
      expect.closeTo(0.006411518748314, 14),
      expect.closeTo(0.0191597435182604, 14),
      expect.closeTo(0.0473386560212908, 14),
    ])
  })

  it('gives no rate to areas without households, and leaves them out of the estimate', () => {
    const inside = [area(1, 400), area(9, 500), area(30, 600)]
    const [first, ...others] = smoothRates(inside).rates
    const found = smoothRates([area(7, 0), area(1, 400), area(50, null), area(9, 500), area(30, 600)])
    expect(found.rates).toEqual([
      { rate: null, why: 'no households' },
      first,
      { rate: null, why: 'households not known' },
      ...others,
    ])
    expect(found).toMatchObject({ a: smoothRates(inside).a, b: smoothRates(inside).b, areas: 3 })
  })

  it('has no overall rate where no area has households', () => {
    expect(smoothRates([])).toEqual({ a: null, b: null, areas: 0, rates: [] })
    const none = smoothingOf([area(3, null)])
    expect(none).toMatchObject({ a: null, b: null, areas: 0 })
    expect(none.rateOf(area(3, 100))).toEqual({ rate: null, why: 'no area with households' })
  })

  it('leaves one area its own rate', () => {
    expect(smoothRates([area(5, 100)])).toEqual({
      a: 0,
      b: 0.05,
      areas: 1,
      rates: [{ rate: 0.05, weight: 0 }],
    })
  })

  it('gives all areas the overall rate where they differ by no more than chance', () => {
    // s² = 0.0001 (0.05 ± 0.01) under the 0.0005 that chance alone makes of 5 cases in 100 households
    const found = smoothRates([area(4, 100), area(6, 100)])
    expect(found.a).toBe(0)
    expect(ratesOf([area(4, 100), area(6, 100)])).toEqual([0.05, 0.05])
  })

  it('is 0 everywhere where nothing was counted', () => {
    expect(smoothRates([area(0, 10), area(0, 2000)])).toEqual({
      a: 0,
      b: 0,
      areas: 2,
      rates: [
        { rate: 0, weight: 0 },
        { rate: 0, weight: 0 },
      ],
    })
  })

  it('refuses what cannot be counted', () => {
    expect(() => smoothRates([area(-1, 10)])).toThrow(RangeError)
    expect(() => smoothRates([area(1, -10)])).toThrow(RangeError)
    expect(() => smoothRates([area(Number.NaN, 10)])).toThrow(RangeError)
    expect(() => smoothRates([area(1, Number.POSITIVE_INFINITY)])).toThrow(RangeError)
  })

  it('lies between the raw rate and the overall one', () => {
    fc.assert(
      fc.property(inhabited, (areas) => {
        const { b, rates } = smoothRates(areas)
        for (const [index, { rate }] of rates.entries()) {
          const { cases, households } = areas[index]!
          const raw = cases / households
          expect(rate).toBeGreaterThanOrEqual(Math.min(raw, b!) - slack(raw))
          expect(rate).toBeLessThanOrEqual(Math.max(raw, b!) + slack(raw))
        }
      }),
    )
  })

  it('moves an area less the more households it has', () => {
    fc.assert(
      fc.property(inhabited, (areas) => {
        const weights = smoothRates(areas).rates.map((found, index) => ({
          weight: 'weight' in found ? found.weight : Number.NaN,
          households: areas[index]!.households,
        }))
        weights.sort((left, right) => left.households - right.households)
        for (const [index, { weight }] of weights.entries()) {
          expect(weight >= 0 && weight <= 1).toBe(true)
          if (index > 0) expect(weight).toBeGreaterThanOrEqual(weights[index - 1]!.weight)
        }
      }),
    )
  })

  it('follows the unit that households are counted in', () => {
    fc.assert(
      fc.property(inhabited, fc.integer({ min: 2, max: 1000 }), (areas, unit) => {
        const whole = smoothRates(areas)
        const scaled = smoothRates(areas.map(({ cases, households }) => area(cases, households / unit)))
        expect(Math.abs(scaled.b! - whole.b! * unit)).toBeLessThanOrEqual(slack(scaled.b!))
        // a is a difference: rounding is that of the terms it is made of
        const terms = Math.max(...areas.map(({ cases, households }) => (cases * unit) / households)) ** 2
        expect(Math.abs(scaled.a! - whole.a! * unit ** 2)).toBeLessThanOrEqual(1e-9 * (terms + scaled.b!))
      }),
    )
  })

  it('does not ask in which order the areas come', () => {
    fc.assert(
      fc.property(inhabited, (areas) => {
        const back = ratesOf([...areas].reverse()).reverse()
        for (const [index, rate] of ratesOf(areas).entries())
          expect(Math.abs(rate - back[index]!)).toBeLessThanOrEqual(1e-6 * (1 + rate))
      }),
    )
  })

  it('expects as many cases as there were, where the areas are of one size', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(500), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 5000 }),
        (counts, households) => {
          const expected = ratesOf(counts.map((cases) => area(cases, households))).map(
            (rate) => rate * households,
          )
          const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)
          expect(sum(expected)).toBeCloseTo(sum(counts), 6)
        },
      ),
    )
  })

  it('balances: the moves, weighed by b + a x households, cancel out', () => {
    fc.assert(
      fc.property(inhabited, (areas) => {
        const { a, b, rates } = smoothRates(areas)
        const moved = rates.map(({ rate }, index) => (b! + a! * areas[index]!.households) * (rate! - b!))
        const size = moved.reduce((total, move) => total + Math.abs(move), 0)
        expect(Math.abs(moved.reduce((total, move) => total + move, 0))).toBeLessThanOrEqual(
          1e-9 * (1 + size),
        )
      }),
    )
  })
})
