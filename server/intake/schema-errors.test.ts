import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CentrePack, Mapping } from '@grid/data/contract'
import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { parseJson, schemaErrors } from './schema-errors.ts'

const lines = (schema: z.ZodType, value: unknown): string[] => {
  const result = schema.safeParse(value)
  return result.success ? [] : schemaErrors(result.error, schema, 'centre.json')
}

describe('schemaErrors', () => {
  it('names the path, what is allowed, and the nearest key', () => {
    const found = lines(CentrePack, {
      name: 'Here',
      timezone: 'Asia/Shanghai',
      levels: [{ id: 'street', name: 'Street', parnt: 'x' }],
      asOf: 'yesterday',
      units: [{ id: 'u', name: { e: 'U' } }],
      deadlines: { handling: [{ limit: '2 weeks' }] },
      suppressBelow: '5',
    })
    expect(found).toContain('centre.json: timeZone: is required (string)')
    expect(found.find((line) => line.startsWith('centre.json: timezone:'))).toContain(
      'did you mean "timeZone"?',
    )
    expect(found.find((line) => line.startsWith('centre.json: levels.0.parnt:'))).toContain(
      'Allowed: "id", "name"',
    )
    expect(found).toContain('centre.json: asOf: must be one of "now", "end of data"')
    expect(found.find((line) => line.startsWith('centre.json: units.0.name.e:'))).toContain(
      'Allowed: "en", "zh"',
    )
    expect(found).toContain('centre.json: deadlines.handling.0.limit: write 2h, 16wh, 3d or 5wd')
    expect(found.find((line) => line.startsWith('centre.json: suppressBelow:'))).toContain('number')
    expect(found).toHaveLength(8)
  })

  it('reads the forms of a mapping field', () => {
    expect(lines(Mapping, { fields: { id: { colum: 'x' } } })[0]).toMatch(
      /^centre\.json: fields\.id\.colum: there is no such key; did you mean "column"\?/,
    )
    expect(lines(Mapping, { fields: { id: 3 } })[0]).toMatch(
      /^centre\.json: fields\.id: fits none of the allowed forms/,
    )
    expect(lines(Mapping, { crs: 'wgs84', fields: {} })).toEqual([
      'centre.json: crs: write EPSG:4326, GCJ-02, BD-09 or another EPSG code',
    ])
    expect(lines(Mapping, [])[0]).toMatch(/^centre\.json: the file: /)
  })
})

describe('parseJson', () => {
  it('tells line and column of a slip, and takes a byte order mark', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'grid-json-'))
    const file = join(folder, 'centre.json')
    try {
      writeFileSync(file, '{\n  "name": "x",\n  oops\n}')
      await expect(parseJson(file)).rejects.toThrow(/line 3, column 3: is not JSON/)
      writeFileSync(file, '\uFEFF{"a": 1}')
      expect(await parseJson(file)).toEqual({ a: 1 })
      writeFileSync(file, '')
      await expect(parseJson(file)).rejects.toThrow(/is not JSON/)
      await expect(parseJson(join(folder, 'none.json'))).rejects.toThrow(/cannot be read/)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
