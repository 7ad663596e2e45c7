import type { ComparedFigure, Figure } from '@grid/data/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type RankColumn, ranked, rankRows, worstFirst } from './rank.ts'

const figure = (value: number | null, n: number): Figure => ({
  value,
  numerator: 0,
  denominator: n,
  n,
  smallNumber: n < 10,
})
const compared = (now: Figure, previous: Figure | null): ComparedFigure => ({
  ...now,
  previous,
  lastYear: null,
})

const rows = rankRows(
  ['a', 'b', 'c', 'd'].map((code) => ({ code, name: code })),
  {
    areas: [
      { code: 'a', ...compared(figure(0.5, 40), figure(0.4, 50)) },
      { code: 'b', ...compared(figure(0.9, 4), figure(0.1, 90)) },
      { code: 'c', ...compared(figure(null, 0), figure(0.4, 50)) },
    ],
  },
)
const codes = (column: RankColumn, descending: boolean) =>
  ranked(rows, { column, descending }, 'en').map((row) => row.code)

describe('the ranking', () => {
  it('puts what has no value last in both directions', () => {
    expect(codes('value', true)).toEqual(['b', 'a', 'c', 'd'])
    expect(codes('value', false)).toEqual(['a', 'b', 'c', 'd'])
  })

  it('never lets a change over fewer than 10 cases count', () => {
    expect(rows.find((row) => row.code === 'b')?.change).toBeNull()
    expect(codes('change', true)).toEqual(['a', 'b', 'c', 'd'])
  })

  it('lists every area, those without a figure too', () => {
    expect(codes('name', true)).toEqual(['d', 'c', 'b', 'a'])
    expect(rows.find((row) => row.code === 'd')?.figure).toBeNull()
  })

  it('puts smoothed rates in their own order, and first where they are drawn', () => {
    const smoothed = rankRows(
      ['a', 'b', 'c'].map((code) => ({ code, name: code })),
      {
        areas: [
          { code: 'a', ...compared(figure(20, 9), null), smoothed: 22 },
          { code: 'b', ...compared(figure(90, 2), null), smoothed: 21 },
          { code: 'c', ...compared(figure(null, 0), null), smoothed: null },
        ],
      },
    )
    const order = worstFirst({ direction: 'less is better' }, 'smoothed')
    expect(order).toEqual({ column: 'smoothed', descending: true })
    expect(ranked(smoothed, order, 'en').map((row) => row.code)).toEqual(['a', 'b', 'c'])
    const raw = worstFirst({ direction: 'less is better' })
    expect(ranked(smoothed, raw, 'en').map((row) => row.code)).toEqual(['b', 'a', 'c'])
  })

  it('is an order: the same rows in whatever order they came', () => {
    const columns = fc.constantFrom<RankColumn>('name', 'smoothed', 'value', 'basis', 'change')
    fc.assert(
      fc.property(
        fc.shuffledSubarray(rows, { minLength: 4 }),
        columns,
        fc.boolean(),
        (mixed, column, descending) => {
          expect(ranked(mixed, { column, descending }, 'en')).toEqual(
            ranked(rows, { column, descending }, 'en'),
          )
        },
      ),
    )
  })
})
