import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { binomialTwoSided, exactShare } from './binomial.ts'
import { rateRatio } from './rate-ratio.ts'

const close = (value: number | null, expected: number, relative = 1e-7) => {
  expect(value).not.toBeNull()
  expect(Math.abs((value ?? Number.NaN) - expected)).toBeLessThanOrEqual(relative * Math.abs(expected))
}

// R 4.2.2: poisson.test(c(after, before), c(days after, days before)): estimate, conf.int, p.value
const poissonTests = [
  {
    after: [17, 365],
    before: [90, 365],
    r: [0.188888888889, 0.105416437365, 0.319521521533, 3.50577999812e-13],
  },
  { after: [3, 184], before: [9, 181], r: [0.327898550725, 0.05709864602, 1.31389886876, 0.0897560776184] },
  { after: [0, 92], before: [6, 90], r: [0, 0, 0.830847907465, 0.0146226716716] },
  { after: [10, 30], before: [10, 30], r: [1, 0.373546846699, 2.67704040025, 1] },
  { after: [7, 31], before: [16, 120], r: [1.6935483871, 0.589201155259, 4.35099321852, 0.297350717614] },
  {
    after: [12000, 365],
    before: [11500, 365],
    r: [1.04347826087, 1.01704315352, 1.0706041963, 0.00113301420903],
  },
] as const

// R 4.2.2: binom.test(k, n, share): p.value, conf.int
const binomialTests = [
  [3, 12, 0.5, 0.14599609375, 0.054860644528, 0.571858461878],
  [0, 10, 0.3, 0.0388396033, 0, 0.308497107819],
  [10, 10, 0.3, 5.9049e-6, 0.691502892181, 1],
  [40, 100, 0.31, 0.0653029189982, 0.303294768703, 0.502790849578],
  [2, 2, 0.5, 0.5, 0.158113883008, 1],
  [100, 1000, 0.12, 0.0515735624711, 0.0821053343556, 0.120287936519],
] as const

describe('the ratio of two rates', () => {
  it.each(poissonTests)('is that of poisson.test for $before and $after', ({ after, before, r }) => {
    const ratio = rateRatio(
      { count: before[0], exposure: before[1] },
      { count: after[0], exposure: after[1] },
    )
    close(ratio.value, r[0])
    close(ratio.low, r[1])
    close(ratio.high, r[2])
    close(ratio.p, r[3])
  })

  it('has no value and no upper end where nothing came before', () => {
    // R 4.2.2: poisson.test(c(5, 0), c(92, 90)): Inf, 0.896435077809 to Inf, p 0.0625754785336
    const ratio = rateRatio({ count: 0, exposure: 90 }, { count: 5, exposure: 92 })
    expect(ratio).toMatchObject({ value: null, high: null })
    close(ratio.low, 0.896435077809)
    close(ratio.p, 0.0625754785336)
  })

  it('says nothing of nothing', () => {
    expect(rateRatio({ count: 0, exposure: 90 }, { count: 0, exposure: 92 })).toEqual({
      value: null,
      low: null,
      high: null,
      p: null,
    })
  })

  const side = fc.record({
    count: fc.integer({ min: 0, max: 5000 }),
    exposure: fc.integer({ min: 28, max: 2000 }),
  })

  it('is turned over by exchanging before and after', () => {
    fc.assert(
      fc.property(side, side, (a, b) => {
        fc.pre(a.count > 0 && b.count > 0)
        const there = rateRatio(a, b)
        const back = rateRatio(b, a)
        close(there.value, 1 / (back.value ?? 0), 1e-9)
        close(there.low, 1 / (back.high ?? 0), 1e-6)
        close(there.high, 1 / (back.low ?? 0), 1e-6)
        expect(Math.abs((there.p ?? 2) - (back.p ?? 2))).toBeLessThan(1e-6)
      }),
    )
  })

  it('does not ask for the unit of time', () => {
    fc.assert(
      fc.property(side, side, fc.integer({ min: 2, max: 24 }), (a, b, times) => {
        const scaled = ({ count, exposure }: typeof a) => ({ count, exposure: exposure * times })
        const days = rateRatio(a, b)
        const hours = rateRatio(scaled(a), scaled(b))
        if (days.p === null) expect(hours.p).toBeNull()
        else close(hours.p, days.p, 1e-6)
        if (days.low) close(hours.low, days.low, 1e-6)
      }),
    )
  })

  it('lies inside its interval, and p below 0.05 keeps 1 outside of it but for discreteness', () => {
    fc.assert(
      fc.property(side, side, (a, b) => {
        const { value, low, high, p } = rateRatio(a, b)
        fc.pre(value !== null && low !== null && high !== null && p !== null)
        expect(low).toBeLessThanOrEqual(value)
        expect(high).toBeGreaterThanOrEqual(value)
        // half of the two-sided p at least lies in the tail the interval is made of
        if (p < 0.025) expect(low > 1 || high < 1).toBe(true)
      }),
    )
  })
})

describe('the exact binomial test', () => {
  it.each(binomialTests)('%i of %i against %d is that of binom.test', (k, n, share, p, low, high) => {
    close(binomialTwoSided(k, n, share), p)
    const interval = exactShare(k, n)
    close(interval.low, low)
    close(interval.high, high)
  })

  it('is the plain sum of everything no more likely', () => {
    const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k)
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.nat(40),
        fc.integer({ min: 1, max: 99 }),
        (n, seen, hundredths) => {
          const k = Math.min(seen, n)
          const share = hundredths / 100
          const mass = (i: number) => choose(n, i) * share ** i * (1 - share) ** (n - i)
          let sum = 0
          for (let i = 0; i <= n; i++) if (mass(i) <= mass(k) * (1 + 1e-7)) sum += mass(i)
          close(binomialTwoSided(k, n, share), Math.min(1, sum), 1e-6)
        },
      ),
    )
  })
})
