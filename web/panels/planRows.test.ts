import type { Figure } from '@grid/data/contract'
import { describe, expect, it } from 'vitest'
import { areaChange } from '../lib/areaChange.ts'
import { type PlanRow, sortedRows, sortOf, sortWritten } from './planRows.ts'

function count(value: number): Figure {
  return { value, numerator: value, denominator: null, n: value, smallNumber: false }
}

function row(code: string, name: string, now: number, before: number): PlanRow {
  return { code, name, figures: [count(now)], change: areaChange(count(now), count(before), 'tickets') }
}

const rows = [
  row('3', 'Grid 10', 40, 20),
  row('1', 'Grid 2', 8, 1),
  row('2', 'Grid 1', 30, 60),
  row('4', 'Grid 3', 30, 20),
]
const codes = (sort: string | null) =>
  sortedRows(rows, sortOf(sort), ['reported'], 'en').map(({ code }) => code)

describe('the order of the table', () => {
  it('is by name, numbers in names as numbers, where nothing is said', () => {
    expect(codes(null)).toEqual(['2', '1', '4', '3'])
    expect(codes('-name')).toEqual(['3', '4', '1', '2'])
  })

  it('is by a measure, ties by name', () => {
    expect(codes('-reported')).toEqual(['3', '2', '4', '1'])
    expect(codes('reported')).toEqual(['1', '2', '4', '3'])
  })

  it('does not rank a change of fewer than ten, in either direction', () => {
    expect(codes('-change')).toEqual(['3', '4', '2', '1'])
    expect(codes('change')).toEqual(['2', '4', '3', '1'])
  })

  it('is written as it is read', () => {
    for (const written of ['-name', 'change', '-change', 'reported'])
      expect(sortWritten(sortOf(written))).toBe(written)
    expect(sortWritten(sortOf(null))).toBeNull()
  })
})
