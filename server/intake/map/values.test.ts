import { LogLine, Ticket } from '@grid/data/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { Fault } from './fault.ts'
import { eventFields, type Field, ticketFields } from './fields.ts'
import { cellReader } from './values.ts'

const read = (field: Field, format: 'csv' | 'xlsx' | 'json' = 'csv') => {
  const { kind } = field
  if (kind.is === 'instant' || kind.is === 'day') throw new Error('read by dates.ts')
  return cellReader(kind, format)
}

/** Texts of every kind a cell may hold, many of them near a limit. */
const anyText = fc.oneof(
  fc.string({ maxLength: 12, unit: 'binary' }),
  fc.constantFrom(
    'normal',
    'danger',
    ' urgent ',
    'closed',
    'Closed',
    'a\tb',
    '610117001002Z01',
    '高陵',
    '\u0000',
    '\u0085',
  ),
  fc.integer({ min: 195, max: 205 }).map((n) => 'x'.repeat(n)),
  fc.integer({ min: 498, max: 502 }).map((n) => '字'.repeat(n)),
  fc.integer({ min: -2, max: 70_000 }).map(String),
)

describe('cells agree with the contract', () => {
  const shapes: readonly [string, Record<string, Field>, Record<string, z.ZodType>][] = [
    ['Ticket', ticketFields, Ticket.shape],
    ['LogLine', eventFields, LogLine.shape],
  ]
  for (const [name, fields, shape] of shapes) {
    it(`names the fields of ${name}, each with the contract's requirement`, () => {
      expect(Object.keys(fields)).toEqual(Object.keys(shape))
      for (const [field, { required }] of Object.entries(fields)) {
        expect(shape[field]?.safeParse(undefined).success, field).toBe(required !== true)
      }
    })

    for (const [field, ours] of Object.entries(fields)) {
      const { is } = ours.kind
      if (is === 'code' || is === 'text') {
        it(`takes as ${name}.${field} the text that the contract takes`, () => {
          fc.assert(
            fc.property(anyText, (text) => {
              // blank cells are no value; codes that a spreadsheet broke are refused on top of the contract
              fc.pre(text.trim() !== '' && !/E\+/i.test(text))
              const value = read(ours)(text)
              expect(!(value instanceof Fault)).toBe(shape[field]?.safeParse(text).success)
              if (!(value instanceof Fault)) expect(shape[field]?.parse(text)).toBe(value)
            }),
          )
        })
      }
      if (is === 'choice') {
        it(`takes as ${name}.${field} the values of the contract`, () => {
          fc.assert(
            fc.property(anyText, (text) => {
              fc.pre(text.trim() !== '')
              expect(!(read(ours)(text) instanceof Fault)).toBe(shape[field]?.safeParse(text.trim()).success)
            }),
          )
        })
      }
      if (is === 'whole') {
        it(`takes as ${name}.${field} the numbers of the contract`, () => {
          const number = fc.oneof(fc.integer({ min: -3, max: 70_000 }), fc.double({ min: -1, max: 5 }))
          fc.assert(
            fc.property(number, (n) => {
              fc.pre(Number.isFinite(n) && !Object.is(n, -0))
              const accepted = shape[field]?.safeParse(n).success
              expect(!(read(ours)(n) instanceof Fault)).toBe(accepted)
              expect(!(read(ours)(String(n)) instanceof Fault)).toBe(accepted)
            }),
          )
        })
      }
    }
  }
})

describe('codes', () => {
  const code = (cell: string | number | bigint, format: 'csv' | 'xlsx' | 'json' = 'csv') =>
    read(ticketFields.id, format)(cell)

  it('keeps digits as they are, whatever type they come in', () => {
    expect(code('00610117')).toBe('00610117')
    expect(code(610117001001001, 'json')).toBe('610117001001001')
    expect(code(12345678901234567890n, 'json')).toBe('12345678901234567890')
    expect(code('  A-1 ')).toBe('A-1')
  })

  it.each(['6.1E+14', '6.10117E+14', '6E+14', '6.1e14'])('refuses %s, the ruin of a long code', (text) => {
    const fault = code(text)
    expect(fault).toBeInstanceOf(Fault)
    if (fault instanceof Fault) expect(fault.remedy).toContain('format the column as text')
  })

  it('refuses numbers whose digits cannot be trusted', () => {
    expect(code(2 ** 53, 'json')).toBeInstanceOf(Fault)
    expect(code(6.1e20, 'json')).toBeInstanceOf(Fault)
    expect(code(1_000_000_000_000_000, 'xlsx')).toBeInstanceOf(Fault)
    expect(code(Number.NaN, 'json')).toBeInstanceOf(Fault)
  })
})

describe('coordinates and truths', () => {
  it('reads decimal numbers, and nothing else as a number', () => {
    const lon = read(ticketFields.lon)
    expect([lon('109.1'), lon(' -71.05 '), lon('.5'), lon(39), lon('1e2')]).toEqual([
      109.1, -71.05, 0.5, 39, 100,
    ])
    for (const text of ['39°12′', '0x10', 'Infinity', '109,1', 'NA']) expect(lon(text), text).toBeNaN()
  })

  it('knows yes and no in both languages', () => {
    const solved = read(ticketFields.solved)
    expect(['true', 'Y', '1', '是', true].map(solved)).toEqual([true, true, true, true, true])
    expect(['false', 'no', '0', '否', false].map(solved)).toEqual([false, false, false, false, false])
    expect(solved('perhaps')).toBeInstanceOf(Fault)
  })
})
