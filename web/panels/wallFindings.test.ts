import type { Figure, Hotspots } from '@grid/data/contract'
import { describe, expect, it } from 'vitest'
import { crowdsOf, leaderOf, shareOf, volumeOf } from './wallFindings.ts'

const count = (value: number): Figure => ({
  value,
  numerator: value,
  denominator: null,
  n: value,
  smallNumber: false,
})
const share = (numerator: number, n: number): Figure => ({
  value: n === 0 ? null : numerator / n,
  numerator,
  denominator: n,
  n,
  smallNumber: n < 10,
})
const counted = (now: number, before: number | null) =>
  volumeOf({ value: now, previous: before === null ? null : count(before) }).kind
const shared = (now: [number, number], before: [number, number] | null) =>
  shareOf({ ...share(...now), previous: before && share(...before), lastYear: null }).kind

describe('what the title of the wall says', () => {
  it('speaks of a change only where chance could not make it', () => {
    // (130 − 100) / √230 = 1.978 and (129 − 100) / √229 = 1.916, on both sides of 1.96
    expect(counted(130, 100)).toBe('more')
    expect(counted(129, 100)).toBe('alike')
    expect(counted(100, 130)).toBe('fewer')
  })

  it('speaks of no change where there are few or nothing to compare with', () => {
    expect(counted(9, 40)).toBe('few')
    expect(counted(40, 9)).toBe('few')
    expect(counted(40, null)).toBe('alone')
    expect(counted(0, null)).toBe('none')
    expect(counted(0, 3)).toBe('none')
    expect(counted(0, 50)).toBe('few')
  })

  it('takes a share of fewer than ten for no rate', () => {
    expect(shared([3, 9], [10, 40])).toBe('few')
    expect(shared([30, 100], null)).toBe('alone')
    expect(shared([30, 100], [3, 9])).toBe('alone')
    expect(shared([0, 0], [10, 40])).toBe('unknown')
    // pooled 50/200 = 0.25, spread √(0.25 · 0.75 · 2/100) = 0.0612; 0.14 is 2.29 of them, 0.10 is 1.63
    expect(shared([32, 100], [18, 100])).toBe('more')
    expect(shared([30, 100], [20, 100])).toBe('alike')
  })

  it('names one that leads clearly, and none that shares its place or has only one', () => {
    expect(leaderOf([{ value: 3 }, { value: 7 }])).toEqual({ value: 7 })
    expect(leaderOf([{ value: 7 }, { value: 7 }])).toBeNull()
    expect(leaderOf([{ value: 1 }])).toBeNull()
    expect(leaderOf([])).toBeNull()
  })

  it('gathers hot places by area, the hottest first, with the numbers of its hottest place', () => {
    const cell = (id: string, area: string | null, z: number, around: number, group = 'hot99') =>
      ({ id, area, z, around, aroundExpected: 2, class: group }) as Hotspots['cells'][number]
    const crowds = crowdsOf(
      [
        cell('1', 'a1', 3, 10),
        cell('2', 'a2', 5, 20),
        cell('3', 'b1', 4, 30),
        cell('4', 'b1', -6, 0, 'cold99'),
        cell('5', null, 2.2, 8, 'hot95'),
      ],
      (code) => code?.slice(0, 1) ?? null,
    )
    expect(crowds.map(({ area, places, around }) => [area, places, around])).toEqual([
      ['a', 2, 20],
      ['b', 1, 30],
      [null, 1, 8],
    ])
  })
})
