import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BeforeAfter, differenceInDifferences } from './difference.ts'

const area = { before: 90, after: 17 }
const zip = (before: number[], after: number[]): BeforeAfter[] =>
  before.map((count, i) => ({ before: count, after: after[i] ?? 0 }))

const before = [60, 55, 70, 48, 52]

// Expected values: R 4.2.2, glm(y ~ area + after + treated, family) over the areas' two counts;
// exp(coef), exp(coef ± q·se), p of `treated`; q of the normal for poisson, of t with 4 df for quasipoisson.
describe('difference in differences', () => {
  it('is the interaction of glm(poisson) where the comparable areas changed alike', () => {
    const did = differenceInDifferences(area, zip(before, [58, 60, 66, 50, 45]))
    expect(did.value).toBeCloseTo(0.192951015532, 10)
    expect(did.low).toBeCloseTo(0.111996856743, 8)
    expect(did.high).toBeCloseTo(0.332420886418, 8)
    expect((did.p ?? 1) / 3.06172916655e-9).toBeCloseTo(1, 6)
    expect(did.dispersion).toBeCloseTo(0.212793544247, 9)
  })

  it('is the interaction of glm(quasipoisson) where they did not', () => {
    const did = differenceInDifferences(area, zip(before, [30, 80, 66, 25, 70]))
    expect(did.value).toBeCloseTo(0.19864698647, 10)
    expect(did.low).toBeCloseTo(0.0296799643085, 8)
    expect(did.high).toBeCloseTo(1.32953748944, 7)
    expect(did.p).toBeCloseTo(0.0776242507487, 8)
    expect(did.dispersion).toBeCloseTo(6.07812161955, 8)
  })

  it('tells how far one comparable area bends it', () => {
    // by hand: without the first 17/90 over 40/20 = 0.094444; without the second over 30/30 = 0.188889
    const did = differenceInDifferences(area, zip([30, 20], [30, 40]))
    expect(did.leaveOneOut?.low).toBeCloseTo(0.0944444, 6)
    expect(did.leaveOneOut?.high).toBeCloseTo(0.1888889, 6)
  })

  it('adds a half to each cell only where one is empty', () => {
    const did = differenceInDifferences({ before: 12, after: 0 }, [{ before: 10, after: 10 }])
    expect(did.value).toBe(0)
    // R: exp(log(0.5 * 10.5 / (12.5 * 10.5)) + c(-1, 1) * qnorm(0.975) * sqrt(1/12.5 + 1/0.5 + 2/10.5))
    expect(did.low).toBeCloseTo(0.00208670495078, 9)
    expect(did.high).toBeCloseTo(0.76675909519679, 9)
    expect(did).toMatchObject({ dispersion: null, leaveOneOut: null })
  })

  it('says nothing where the area or its likes had no ticket', () => {
    const nothing = { value: null, low: null, high: null, p: null }
    expect(differenceInDifferences({ before: 0, after: 0 }, [area])).toMatchObject(nothing)
    expect(differenceInDifferences(area, [{ before: 0, after: 0 }])).toMatchObject(nothing)
  })

  it('is 1 against an area that is the same, and is turned over with time', () => {
    const count = fc.integer({ min: 1, max: 3000 })
    const one = fc.record({ before: count, after: count })
    const back = ({ before, after }: BeforeAfter) => ({ before: after, after: before })
    fc.assert(
      fc.property(one, fc.array(one, { minLength: 1, maxLength: 5 }), (some, others) => {
        expect(differenceInDifferences(some, [some]).value).toBeCloseTo(1, 10)
        const there = differenceInDifferences(some, others)
        const here = differenceInDifferences(back(some), others.map(back))
        expect((there.value ?? 0) * (here.value ?? 0)).toBeCloseTo(1, 8)
        expect(there.p).toBeCloseTo(here.p ?? 2, 8)
      }),
    )
  })
})
