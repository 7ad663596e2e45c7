import type { Figure } from '@grid/data/contract'
import { describe, expect, it } from 'vitest'
import { areaChange, changeClassOf, changeClassText, changeText, growsWithDays } from './areaChange.ts'

function count(value: number): Figure {
  return { value, numerator: value, denominator: null, n: value, smallNumber: false }
}

function share(numerator: number, denominator: number): Figure {
  const value = denominator === 0 ? null : numerator / denominator
  return { value, numerator, denominator, n: denominator, smallNumber: denominator < 10 }
}

describe('the change of an area', () => {
  it('is relative for counts and in points for shares', () => {
    expect(areaChange(count(30), count(20), 'tickets').value).toBe(0.5)
    expect(areaChange(share(30, 50), share(20, 50), 'share').value).toBeCloseTo(0.2)
  })

  it('is not judged where either period has fewer than ten', () => {
    expect(areaChange(count(9), count(20), 'tickets')).toMatchObject({ value: null, few: true })
    expect(areaChange(count(20), count(9), 'tickets')).toMatchObject({ value: null, few: true })
    expect(areaChange(count(10), count(10), 'tickets')).toMatchObject({ value: 0, few: false })
    expect(areaChange(share(5, 9), share(20, 50), 'share')).toMatchObject({ value: null, few: true })
  })

  it('is unknown, not few, without a past or as a part of nothing', () => {
    expect(areaChange(count(20), null, 'tickets')).toMatchObject({ value: null, few: false })
    const never = { ...share(0, 40), value: 0 }
    expect(areaChange(share(4, 40), never, 'per ticket')).toMatchObject({ value: null, few: false })
  })
})

describe('periods of different length', () => {
  it('are compared per day: 30 in 30 days against 60 in 90 days is half as many again', () => {
    expect(areaChange(count(30), count(60), 'tickets', 30 / 90).value).toBeCloseTo(0.5)
  })

  it('matter to counts of a period alone', () => {
    expect(growsWithDays({ unit: 'tickets', period: 'reported' })).toBe(true)
    expect(growsWithDays({ unit: 'per 1,000 households', period: 'reported' })).toBe(true)
    expect(growsWithDays({ unit: 'tickets', period: 'state' })).toBe(false)
    expect(growsWithDays({ unit: 'share', period: 'closed' })).toBe(false)
    expect(growsWithDays({ unit: 'hours', period: 'closed' })).toBe(false)
  })
})

describe('the classes of a change', () => {
  it('are alike on both sides, an edge belonging farther out', () => {
    expect(
      [-0.5, -0.49, -0.25, -0.1, -0.09, 0, 0.09, 0.1, 0.25, 0.5].map((v) => changeClassOf(v, 'relative')),
    ).toEqual([0, 1, 1, 2, 3, 3, 3, 4, 5, 6])
    // 0.42 - 0.4 is 0.01999999999999996 in binary
    expect(changeClassOf(0.42 - 0.4, 'share')).toBe(4)
  })

  it('are written with their sign and unit in both languages', () => {
    expect(changeClassText(0, 'relative', 'en')).toBe('≤ −50%')
    expect(changeClassText(2, 'relative', 'en')).toBe('−25 … −10%')
    expect(changeClassText(3, 'share', 'zh')).toBe('±2 个百分点')
    expect(changeClassText(5, 'points', 'en')).toBe('+5 … +10 pts')
    expect(changeText(-0.031, 'share', 'en')).toBe('−3.1 pp')
    expect(changeText(0.5, 'relative', 'en')).toBe('+50%')
  })
})
