import { describe, expect, it } from 'vitest'
import { monthlyDispersion, widenedRatio } from './dispersion.ts'
import { poissonRegression } from './poisson-regression.ts'
import { segmentedRegression } from './segmented.ts'

const days = [31, 31, 30, 31, 30, 31, 31, 28, 31, 30, 31, 30]
const monthsOf = (counts: readonly number[]) =>
  counts.map((count, i) => ({ time: i - 12, days: days[i % 12] ?? 30, count }))

const story = [8, 7, 7, 8, 8, 7, 7, 8, 7, 8, 7, 8, 2, 1, 1, 2, 1, 2, 1, 1, 2, 1, 1, 2]
const uneven = [20, 35, 12, 40, 22, 18, 44, 15, 30, 25, 10, 28, 9, 20, 4, 14, 2, 11, 8, 1, 12, 5, 3, 6]

// Expected values: R 4.2.2, glm(y ~ t + after + after:t + offset(log(days / 30.4375)), family), t from -12 to 11;
// family poisson for the first series, quasipoisson for the second; iterated to the end (epsilon = 1e-300).
describe('segmented regression', () => {
  it('is that of glm(poisson) where months vary less than chance', () => {
    const fit = segmentedRegression(monthsOf(story))
    const { level, slope, slopeBefore, slopeAfter, dispersion, degreesOfFreedom, autocorrelation } =
      fit?.segmented ?? expect.fail('no fit')
    expect(Math.log(level.value ?? 0)).toBeCloseTo(-1.68249229828646, 8)
    expect(level.p).toBeCloseTo(8.85049507195e-4, 9)
    expect(level.standardError).toBeCloseTo(0.5060541746454, 9)
    // exp(-1.68249229828646 ± 1.959964 × 0.5060541746454)
    expect(level.low).toBeCloseTo(0.0689523043424, 9)
    expect(level.high).toBeCloseTo(0.50125298676, 9)
    expect(Math.log(slope.value ?? 0)).toBeCloseTo(-0.00338530545559, 9)
    expect(slope.p).toBeCloseTo(0.964673980596, 8)
    expect(Math.log(slopeBefore.value ?? 0)).toBeCloseTo(0.00287368123879, 9)
    expect(Math.log(slopeAfter.value ?? 0)).toBeCloseTo(-0.000511624216795, 9)
    expect(dispersion).toBeCloseTo(0.128629781594, 9)
    expect(degreesOfFreedom).toBe(20)
    expect(autocorrelation).toBeCloseTo(-0.46116182994, 8)
    expect(fit?.fittedAt({ time: -12, days: 31 })).toBeCloseTo(7.524104276, 8)
    expect(fit?.fittedAt({ time: 11, days: 30 })).toBeCloseTo(1.39331522, 8)
  })

  it('is that of glm(quasipoisson) where they vary more', () => {
    const { level, slope, slopeBefore, slopeAfter, dispersion } =
      segmentedRegression(monthsOf(uneven))?.segmented ?? expect.fail('no fit')
    expect(dispersion).toBeCloseTo(3.94948884311, 8)
    expect(Math.log(level.value ?? 0)).toBeCloseTo(-0.6512065337379, 8)
    expect(level.p).toBeCloseTo(0.13745432967, 8)
    expect(slope.standardError).toBeCloseTo(0.0690969485092, 9)
    // exp(-0.0746088652702 ± 2.08596344727 × 0.0690969485092)
    expect(slope.low).toBeCloseTo(0.803528540527, 9)
    expect(slope.high).toBeCloseTo(1.071998693221, 9)
    expect(slope.p).toBeCloseTo(0.293094193333, 9)
    expect(slopeBefore.p).toBeCloseTo(0.749236208694, 8)
    expect(Math.log(slopeAfter.value ?? 0)).toBeCloseTo(-0.0853810993388, 9)
  })

  it('says nothing of too little: few months, few events, nothing after', () => {
    expect(segmentedRegression(monthsOf(story).slice(9, 24))).toBeNull()
    expect(segmentedRegression(monthsOf([...story.slice(0, 12), 1, 1, 1, 1, 0, 1, 1, 1, 1, 1]))).toBeNull()
    expect(
      segmentedRegression(monthsOf([...story.slice(0, 12), ...new Array<number>(12).fill(0)])),
    ).toBeNull()
    expect(segmentedRegression([])).toBeNull()
  })

  it('says nothing where one month holds every event of a side: no best line exists', () => {
    expect(
      segmentedRegression(monthsOf([...story.slice(0, 12), ...new Array<number>(11).fill(0), 14])),
    ).toBeNull()
  })
})

describe('Poisson regression', () => {
  it('refuses columns that hang together', () => {
    expect(
      poissonRegression(
        [1, 2, 3, 4].map((t) => [1, t, 2 * t]),
        [4, 5, 6, 5],
        [0, 0, 0, 0],
      ),
    ).toBeNull()
  })
})

describe('dispersion of months', () => {
  it('is Pearson chi-square about each side', () => {
    // by hand: means 2 and 5; (1 + 1) / 2 + (4 + 4) / 5 = 2.6 on 2 degrees of freedom; R: pchisq(2.6, 2, lower = FALSE)
    const month = (count: number) => ({ count, days: 30 })
    const { dispersion, p } = monthlyDispersion([
      [month(1), month(3)],
      [month(3), month(7)],
    ])
    expect(dispersion).toBeCloseTo(1.3, 12)
    expect(p).toBeCloseTo(0.272531793034, 9)
  })

  it('widens the ratio as glm(quasipoisson) does, where months are uneven', () => {
    const [before, after] = [monthsOf(uneven).slice(0, 12), monthsOf(uneven).slice(12)]
    const ratio = widenedRatio(before, after)
    // R 4.2.2: glm(y ~ after + offset(log(days)), quasipoisson): exp(coef ± qt(0.975, 22)·se), p, dispersion
    expect(ratio?.value).toBeCloseTo(0.3177257525084, 9)
    expect(ratio?.low).toBeCloseTo(0.1936667136058, 9)
    expect(ratio?.high).toBeCloseTo(0.5212545404808, 8)
    expect((ratio?.p ?? 1) / 8.493523577892e-5).toBeCloseTo(1, 7)
    expect(ratio?.dispersion).toBeCloseTo(4.108016, 6)
  })

  it('widens nothing where months are even, or a side is empty', () => {
    const [before, after] = [monthsOf(story).slice(0, 12), monthsOf(story).slice(12)]
    expect(widenedRatio(before, after)).toBeNull()
    expect(widenedRatio(monthsOf(uneven).slice(0, 12), [{ count: 0, days: 365 }])).toBeNull()
  })

  it('is that of chance where nothing happened', () => {
    expect(monthlyDispersion([[{ count: 0, days: 30 }], []])).toEqual({
      dispersion: 1,
      p: 1,
      degreesOfFreedom: 0,
    })
  })
})
