import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Breaks, breaksOf, classCount, classOf, classText, zeroApart } from './breaks.ts'

const counts = fc.array(fc.integer({ min: 0, max: 50_000 }), { minLength: 1, maxLength: 300 })
const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 300 })
const anything = fc.array(fc.double({ min: -1e12, max: 1e12, noNaN: true }), { minLength: 1, maxLength: 60 })

function made(values: number[], unit: 'tickets' | 'share'): Breaks {
  const breaks = breaksOf(values, unit)
  if (!breaks) throw new Error('no breaks')
  return breaks
}

function texts(values: number[], unit: 'tickets' | 'share'): string[] {
  const breaks = made(values, unit)
  return Array.from({ length: classCount(breaks) }, (_, index) => classText(breaks, index, unit, 'en'))
}

describe('class breaks', () => {
  it.each([
    ['counts', counts, 'tickets' as const],
    ['shares', shares, 'share' as const],
    ['any numbers', anything, 'share' as const],
  ])('of %s ascend, are at most five classes, and leave no end class empty', (_, values, unit) => {
    fc.assert(
      fc.property(values, (list) => {
        const { cuts, low, high } = made(list, unit)
        expect(cuts.length).toBeLessThan(5)
        for (const [index, cut] of cuts.entries()) expect(cut).toBeGreaterThan(cuts[index - 1] ?? low)
        expect(cuts.at(-1) ?? high).toBeLessThanOrEqual(high)
      }),
    )
  })

  it('put every finite value into exactly one class, also values never seen before', () => {
    fc.assert(
      fc.property(shares, fc.double({ noNaN: true, noDefaultInfinity: true }), (list, value) => {
        const breaks = made(list, 'share')
        const edges = [Number.NEGATIVE_INFINITY, ...breaks.cuts, Number.POSITIVE_INFINITY]
        for (const one of [value, ...breaks.cuts]) {
          const holding = edges.slice(1).flatMap((upper, i) => {
            const lower = edges[i] ?? Number.NaN
            return one >= lower && one < upper ? [i] : []
          })
          expect(holding).toEqual([classOf(breaks, one)])
        }
      }),
    )
  })

  it('of counts are whole and their texts never name one count twice', () => {
    fc.assert(
      fc.property(counts, (list) => {
        const breaks = made(list, 'tickets')
        expect(breaks.cuts.every(Number.isInteger)).toBe(true)
        const ranges = Array.from({ length: classCount(breaks) }, (_, index) =>
          classText(breaks, index, 'tickets', 'en')
            .split('–')
            .map((text) => Number(text.replaceAll(',', ''))),
        )
        const bounds = ranges.flatMap(([from, to]) => [from ?? Number.NaN, to ?? from ?? Number.NaN])
        for (const [index, bound] of bounds.entries()) {
          const before = bounds[index - 1]
          if (before === undefined) continue
          if (index % 2 === 0) expect(bound).toBe(before + 1)
          else expect(bound).toBeGreaterThanOrEqual(before)
        }
        expect(bounds[0]).toBe(Math.min(...list))
        expect(bounds.at(-1)).toBe(Math.max(...list))
      }),
    )
  })

  it('are one class for one value, and none for no value', () => {
    expect(texts([7, 7, 7], 'tickets')).toEqual(['7'])
    expect(texts([0, 0], 'tickets')).toEqual(['0'])
    expect(texts([0.75, 0.75], 'share')).toEqual(['75.0%'])
    expect(breaksOf([], 'share')).toBeUndefined()
    expect(breaksOf([Number.NaN, Number.POSITIVE_INFINITY], 'share')).toBeUndefined()
  })

  it('give a few distinct values a class each', () => {
    expect(texts([0, 1, 2, 2, 1, 0], 'tickets')).toEqual(['0', '1', '2'])
    expect(texts([3, 12], 'tickets')).toEqual(['3–9', '10–12'])
    expect(texts([0.2, 0.9], 'share')).toEqual(['< 50%', '≥ 50%'])
  })

  it('take equal round steps where they spread the areas', () => {
    expect(texts([410, 980, 1203, 300, 1720, 760, 1390], 'tickets')).toEqual([
      '300–499',
      '500–999',
      '1,000–1,499',
      '1,500–1,720',
    ])
    expect(texts([0.12, 0.35, 0.41, 0.58, 0.77, 0.93], 'share')).toEqual([
      '< 20%',
      '20%–40%',
      '40%–60%',
      '60%–80%',
      '≥ 80%',
    ])
  })

  it('set zero counts apart and follow the areas where one dwarfs the rest', () => {
    const skewed = [0, 0, 1, 2, 2, 3, 4, 5, 6, 8, 11, 14, 900]
    const breaks = made(skewed, 'tickets')
    expect(breaks.cuts[0]).toBe(1)
    const held = skewed.map((value) => classOf(breaks, value))
    expect(new Set(held).size).toBe(5)
    expect(classOf(breaks, 900)).toBe(4)
  })

  it('know when the first class is zero and nothing else', () => {
    const apart = (values: number[], unit: 'tickets' | 'share') => zeroApart(made(values, unit))
    expect(apart([0, 0], 'tickets')).toBe(true)
    expect(apart([0, 1, 5, 9, 30, 70, 90], 'tickets')).toBe(true)
    expect(apart([1, 5, 9], 'tickets')).toBe(false)
    expect(apart([0, 0.1, 0.4], 'share')).toBe(false)
    expect(apart([0, 0], 'share')).toBe(true)
  })

  it('keep apart the saturated top of a rate', () => {
    const rates = [0.91, 0.94, 0.95, 0.97, 0.98, 0.985, 0.99, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
    const breaks = made(rates, 'share')
    expect(classOf(breaks, 1)).toBe(classCount(breaks) - 1)
    expect(classOf(breaks, 0.99)).toBeLessThan(classOf(breaks, 1))
    expect(texts(rates, 'share').at(-1)).toMatch(/^100/)
  })
})
