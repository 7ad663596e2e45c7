import { describe, expect, it } from 'vitest'
import { graded, verdictOf, wayOf } from './EffectVerdict.ts'

const fell = { value: 0.2, low: 0.1, high: 0.3, p: 0.001 }
const rose = { value: 6, low: 4, high: 9, p: 0.001 }
const still = { value: 0.9, low: 0.7, high: 1.1, p: 0.3 }
const began = { value: null, low: 3, high: null, p: 0.001 }

describe('what complaints and self-found tickets say together', () => {
  it.each([
    [fell, rose, 'foundEarly'],
    [fell, began, 'foundEarly'],
    [fell, fell, 'bothFell'],
    [fell, still, 'notFound'],
    [rose, rose, 'bothRose'],
    [rose, still, 'hotlineRose'],
    [rose, fell, 'hotlineRose'],
    [still, rose, 'foundMore'],
    [still, fell, 'foundLess'],
    [still, still, 'unclear'],
  ])('%j beside %j', (hotline, selfFound, verdict) => {
    expect(verdictOf(hotline, selfFound)).toBe(verdict)
  })

  it('takes for no change what chance could make, and what cannot be judged', () => {
    expect(wayOf({ ...fell, p: 0.05 })).toBe(0)
    expect(wayOf({ ...fell, p: null })).toBe(0)
  })
})

describe('warnings', () => {
  it('come gravest first, in their order, and an unknown one is a caution', () => {
    const text = { en: '', zh: '' }
    const codes = ['split_month', 'season', 'new_rule', 'shared_change', 'picked_high']
    expect(
      graded(codes.map((code) => ({ code, text }))).map(({ code, severity }) => [code, severity]),
    ).toEqual([
      ['shared_change', 'doubt'],
      ['picked_high', 'doubt'],
      ['season', 'caution'],
      ['new_rule', 'caution'],
      ['split_month', 'note'],
    ])
  })
})
