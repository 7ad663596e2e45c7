import type { Mapping } from '@grid/data/contract'
import { describe, expect, it } from 'vitest'
import { IntakeError } from '../errors.ts'
import type { RowSource, SourceFormat } from '../read/index.ts'
import { compileMapping } from './compile.ts'
import { areaFields, ticketFields } from './fields.ts'
import { RowReader } from './rows.ts'

const context = { place: 'tickets.map.json', timeZone: 'Asia/Shanghai', file: 'tickets.csv' }
const sourceOf = (columns: string[], format: SourceFormat = 'csv'): RowSource => ({
  format,
  columns,
  bytes: { read: 0, total: 0 },
  rows: async function* () {},
})
const compile = (mapping: Mapping | undefined, columns: string[], format?: SourceFormat) =>
  compileMapping(mapping, ticketFields, sourceOf(columns, format), context)

function faults(mapping: Mapping | undefined, columns: string[], format?: SourceFormat): readonly string[] {
  try {
    compile(mapping, columns, format)
  } catch (cause) {
    if (cause instanceof IntakeError) return cause.lines
    throw cause
  }
  return []
}

describe('compileMapping', () => {
  it('names every fault with its place, before a row is read', () => {
    expect(
      faults({ fields: { id: 'Nummer', reportedat: 'when', lon: 'x', lat: 'y' } }, [
        'number',
        'when',
        'x',
        'y',
      ]),
    ).toEqual([
      'tickets.map.json: fields.reportedat: there is no such field of ours; did you mean "reported_at"? The fields are "id", "source", "category", "urgency", "title", "description", "address", "lon", "lat", "area", "reported_at", "filed_at", "dispatched_at", "signed_at", "first_contact_at", "handled_at", "verified_at", "closed_at", "due_at", "status", "tier", "unit", "solved_tier", "returns", "transfers", "reworks", "supervised", "suspended", "unreasonable", "contacted", "solved", "satisfied", "prior_ticket"',
      'tickets.map.json: fields.reported_at: is required; name its column. The columns are "number", "when", "x", "y"',
      'tickets.map.json: fields.id: there is no column "Nummer" in tickets.csv; did you mean "number"? The columns are "number", "when", "x", "y"',
      'tickets.map.json: crs: is required because lon and lat are mapped; write EPSG:4326 (WGS-84), GCJ-02, BD-09 or another EPSG code. It is never guessed',
    ])
  })

  it('is not led astray by hostile names', () => {
    const fields = { id: '__proto__', reported_at: 'constructor', toString: 'x' }
    const lines = faults({ fields }, ['id', 'reported_at'])
    expect(lines.some((line) => line.includes('no column "__proto__"'))).toBe(true)
    expect(lines.some((line) => line.includes('no column "constructor"'))).toBe(true)
    expect(lines.some((line) => line.includes('fields.toString: there is no such field'))).toBe(true)
    const hostile = `"; DROP TABLE ticket; --`
    expect(compile({ fields: { id: hostile, reported_at: 'b' } }, [hostile, 'b']).columns).toEqual([
      hostile,
      'b',
    ])
  })

  it('takes columns with our names where there is no mapping, points as WGS-84', () => {
    const compiled = compile(undefined, ['id', 'reported_at', 'lon', 'lat', 'phone'])
    expect(compiled.columns).toEqual(['id', 'lon', 'lat', 'reported_at'])
    expect(compiled.crs).toBe('EPSG:4326')
    expect(faults(undefined, ['id'])[0]).toContain('there is no column "reported_at"')
  })

  it('takes the geometry of geojson unasked, but not its system', () => {
    const source = sourceOf(['name', '@geometry', '@id'], 'geojson')
    const compiled = compileMapping(
      { crs: 'GCJ-02', fields: { code: 'name', name: 'name' } },
      areaFields,
      source,
      context,
    )
    expect(compiled.columns).toEqual(['name', '@geometry'])
    expect(compiled.crs).toBe('GCJ-02')
    expect(() =>
      compileMapping({ fields: { code: 'name', name: 'name' } }, areaFields, source, context),
    ).toThrow(/crs/)
  })

  it('lets an optional json column be missing from the first rows, and remembers it', () => {
    const compiled = compile(
      { fields: { id: 'id', reported_at: 'at', closed_at: 'closed' } },
      ['id', 'at'],
      'ndjson',
    )
    expect(compiled.doubtful).toEqual(['closed'])
    expect(faults({ fields: { id: 'number', reported_at: 'at' } }, ['id', 'at'], 'ndjson')).toHaveLength(1)
  })

  it('refuses a form where there is no time to read, and one that cannot be read', () => {
    const columns = ['id', 'at']
    expect(faults({ fields: { id: { column: 'id', format: 'iso' }, reported_at: 'at' } }, columns)).toEqual([
      'tickets.map.json: fields.id.format: only dates and times have a format; leave it out',
    ])
    expect(
      faults({ fields: { id: 'id', reported_at: { column: 'at', format: 'qq' } } }, columns)[0],
    ).toContain('fields.reported_at.format')
  })
})

describe('RowReader', () => {
  const mapping: Mapping = {
    null: ['NA'],
    fields: {
      id: 'id',
      reported_at: { column: 'at', format: ['dd/MM/yyyy HH:mm', 'iso'] },
      status: { column: 'state', values: { Done: 'closed', Gone: null } },
      urgency: { column: 'u', default: 'urgent', null: ['-'] },
      source: { default: 'hotline_12345' },
    },
  }
  const names = ['id', 'reported_at', 'status', 'urgency', 'source'] as const
  const row = (...cells: (string | null)[]) => {
    const reader = new RowReader(compile(mapping, ['id', 'at', 'state', 'u']), names)
    // the columns are asked for in the order of our fields
    const [id = null, at = null, state = null, u = null] = cells
    return reader.read([id, u, at, state]) ?? [...reader.values]
  }

  it('translates values, drops nulls and fills defaults', () => {
    const at = Date.UTC(2026, 1, 28, 0, 30)
    expect(row('1', '28/02/2026 08:30', 'Done', 'danger')).toEqual([
      '1',
      at,
      'closed',
      'danger',
      'hotline_12345',
    ])
    expect(row('1', '2026-02-28T08:30:00+08:00', 'Gone', '-')).toEqual([
      '1',
      at,
      null,
      'urgent',
      'hotline_12345',
    ])
    expect(row('1', '28/02/2026 08:30', 'NA', 'NA')).toEqual(['1', at, null, 'urgent', 'hotline_12345'])
  })

  it('tells column, value, reason and remedy of what it cannot take', () => {
    expect(row('1', '2026-13-40', 'Done')).toMatchObject({ column: 'at', value: '2026-13-40' })
    expect(row(' ', '28/02/2026 08:30', 'Done')).toEqual({
      column: 'id',
      value: ' ',
      reason: 'is missing',
      remedy: 'every row needs it: fill it in at the source',
    })
    expect(row('1', '28/02/2026 08:30', 'Fertig')).toMatchObject({
      column: 'state',
      value: 'Fertig',
      reason: 'is not a known value',
      remedy: expect.stringContaining('in_progress'),
    })
  })
})
