import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inert } from './spreadsheet.ts'

describe('a text in a table', () => {
  it.each([
    '=1+1',
    "=cmd|'/C calc'!A0",
    '+1+1',
    '-1+1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    ' =1+1',
    '\u00a0=1',
    '\u200b=1',
    '＝1+1',
    '＠x',
    '|calc',
    '%0A=1',
    '+86 29 1234',
    '-',
    '+',
  ])('%j is no formula', (text) => {
    expect(inert(text)).toBe(`'${text}`)
  })

  it.each([
    '',
    '-5',
    '+3',
    '-1.5',
    '-1,234.5',
    '-1e9',
    '0',
    '5-3',
    'a=b',
    '"=1"',
    "'=1",
    '2026-03-01',
    '楼道',
  ])('%j is itself', (text) => {
    expect(inert(text)).toBe(text)
  })

  it('begins with nothing that is run, or is a number', () => {
    const beginning = fc.constantFrom('=', '+', '-', '@', '\t', '\r', ' =', '＝', 'a', '1', '')
    fc.assert(
      fc.property(beginning, fc.string({ unit: 'binary' }), (first, rest) => {
        const text = first + rest
        const cell = inert(text)
        if (cell !== text) expect(cell).toBe(`'${text}`)
        else expect(text).not.toMatch(/^\s*(?:[=@＝＋－＠]|[+-](?!\d[\d.,]*(?:e[+-]?\d+)?$))/i)
      }),
    )
  })
})
