import type { ComparedFigure, Figure } from '@grid/data/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { senseOfCounts, senseOfShares } from './BriefChance.ts'
import { type FindingsBasis, findingsOf } from './BriefFindings.ts'

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
const beside = (now: Figure, previous: Figure | null, lastYear: Figure | null = null): ComparedFigure => ({
  ...now,
  previous,
  lastYear,
})
const basis = (parts: Partial<FindingsBasis>): FindingsBasis => ({
  reported: undefined,
  overdue: undefined,
  proactive: undefined,
  categories: null,
  below: [],
  longestMs: null,
  ...parts,
})

describe('chance', () => {
  // by hand: 30 / sqrt(202) = 2.11 and 27 / sqrt(205) = 1.89, on either side of 1.96
  it('tells a difference from none at the 5 % level', () => {
    expect(senseOfCounts(116, 86)).toBe('more')
    expect(senseOfCounts(86, 116)).toBe('fewer')
    expect(senseOfCounts(116, 89)).toBe('alike')
    expect(senseOfCounts(0, 0)).toBe('alike')
  })

  // pooled z by hand: 40/100 against 25/100 is 0.15 / sqrt(0.325 * 0.675 * 0.02) = 2.26; against 28/100 it is 1.79
  it('tells shares apart by the pooled z test, where both sides have enough for it', () => {
    expect(senseOfShares({ numerator: 40, n: 100 }, { numerator: 25, n: 100 })).toBe('more')
    expect(senseOfShares({ numerator: 40, n: 100 }, { numerator: 28, n: 100 })).toBe('alike')
    expect(senseOfShares({ numerator: 100, n: 100 }, { numerator: 50, n: 50 })).toBe('alike')
    // 9 of 12 against 1 of 12 is 3.3 deviations, and 10 / 24 * 12 = 5 are expected; 8 against 1 is 4.5
    expect(senseOfShares({ numerator: 9, n: 12 }, { numerator: 1, n: 12 })).toBe('more')
    expect(senseOfShares({ numerator: 8, n: 12 }, { numerator: 1, n: 12 })).toBe('alike')
  })
})

describe('findings', () => {
  it('say how much was reported against both pasts', () => {
    expect(findingsOf(basis({ reported: beside(count(116), count(86), count(110)) }))).toEqual([
      { kind: 'volume', now: 116, before: 86, sense: 'more', year: { before: 110, sense: 'alike' } },
    ])
  })

  it('speak of no change where either count is under ten', () => {
    for (const [now, before] of [
      [9, 40],
      [40, 9],
      [3, 1],
      [0, 10],
    ] as const) {
      expect(findingsOf(basis({ reported: beside(count(now), count(before)) }))).toEqual([
        { kind: 'few', now, before },
      ])
    }
    expect(findingsOf(basis({ reported: beside(count(0), count(2)) }))).toEqual([{ kind: 'none' }])
    expect(findingsOf(basis({ reported: beside(count(50), null) }))).toEqual([{ kind: 'alone', now: 50 }])
    expect(findingsOf(basis({ reported: beside(count(50), count(50), count(9)) }))).toEqual([
      { kind: 'volume', now: 50, before: 50, sense: 'alike', year: null },
    ])
  })

  it('name the area with the most overdue only where one leads', () => {
    const most = (below: FindingsBasis['below']) => {
      const [finding] = findingsOf(basis({ overdue: beside(count(9), null), below, longestMs: 5 }))
      return finding?.kind === 'overdue' ? finding.most?.code : 'nothing said'
    }
    expect(most([])).toBeUndefined()
    expect(most([{ code: 'A', overdue: 9 }])).toBeUndefined()
    expect(
      most([
        { code: 'A', overdue: 3 },
        { code: 'B', overdue: 6 },
      ]),
    ).toBe('B')
    expect(
      most([
        { code: 'A', overdue: 4 },
        { code: 'B', overdue: 4 },
      ]),
    ).toBeUndefined()
    expect(
      most([
        { code: 'A', overdue: 1 },
        { code: 'B', overdue: 0 },
      ]),
    ).toBeUndefined()
    expect(findingsOf(basis({ overdue: beside(count(0), null), longestMs: null }))).toEqual([
      { kind: 'overdue', now: 0, longestMs: null, most: null },
    ])
  })

  it('pick the category furthest beyond chance, and the proactive share where no category moved', () => {
    const proactive = beside(share(40, 100), share(25, 100))
    const categories = [
      { key: 'heating', now: 40, before: 10 },
      { key: 'lifts', now: 60, before: 15 },
      { key: null, now: 500, before: 10 },
      { key: 'noise', now: 8, before: 0 },
    ]
    // (60 - 15) / sqrt(75) = 5.2 is more than (40 - 10) / sqrt(50) = 4.2
    expect(findingsOf(basis({ categories, proactive }))).toEqual([
      { kind: 'category', key: 'lifts', now: 60, before: 15, sense: 'more' },
    ])
    const [finding] = findingsOf(basis({ categories: categories.slice(2), proactive }))
    expect(finding).toMatchObject({ kind: 'proactive', sense: 'more' })
    expect(findingsOf(basis({ proactive: beside(share(9, 9), share(25, 100)) }))).toEqual([])
  })

  it('are three at most, and never speak of a change of fewer than ten', () => {
    const few = fc.nat({ max: 9 })
    fc.assert(
      fc.property(few, few, fc.array(fc.record({ now: few, before: few })), (now, before, changes) => {
        const found = findingsOf(
          basis({
            reported: beside(count(now), count(before)),
            overdue: beside(count(now), count(before)),
            proactive: beside(share(now, now), share(0, before)),
            categories: changes.map((change, key) => ({ key: `${key}`, ...change })),
          }),
        )
        expect(found.length).toBeLessThanOrEqual(3)
        for (const { kind } of found) expect(['none', 'few', 'overdue']).toContain(kind)
      }),
    )
  })
})
