import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { temporaryFiles } from '../../../test/fixtures/intake/files.ts'
import { openSource, type SourceRow } from './index.ts'

const files = temporaryFiles()
afterAll(files.remove)
const fixture = (codec: string) => `test/fixtures/intake/tickets.${codec}.parquet`

describe('parquet', () => {
  it.each(['zstd', 'snappy', 'gzip'])('reads every kind of column, packed by %s', async (codec) => {
    const source = await openSource(fixture(codec))
    expect(source.format).toBe('parquet')
    const rows: SourceRow[] = []
    for await (const batch of source.rows(source.columns)) rows.push(...batch)
    const first = Object.fromEntries(source.columns.map((column, index) => [column, rows[0]?.cells[index]]))
    expect(first).toEqual({
      id: 'T0',
      code: 610117001001001000n,
      类别: '环境卫生',
      local_at: '2024-07-01T08:05:00.000',
      utc_at: '2024-07-01T00:05:00.000Z',
      day: '2024-07-01',
      'place.lon': 109.125,
      'place.lat': 34.5,
      list: '[1,2]',
      solved: true,
      nothing: null,
    })
    expect(rows.map((row) => row.row)).toEqual([1, 2, 3])
    expect(rows[2]?.cells[1]).toBe(610117001001001002n)
    expect(rows[0]?.raw()).toContain('610117001001001000')
    expect(source.bytes.read).toBe(source.bytes.total)
  })

  it('reads the columns asked for', async () => {
    const source = await openSource(fixture('zstd'))
    for await (const batch of source.rows(['place.lat', 'none', 'id'])) {
      expect(batch.map((row) => row.cells)).toEqual([
        [34.5, null, 'T0'],
        [34.5, null, 'T1'],
        [34.5, null, 'T2'],
      ])
    }
  })

  it('refuses a file that is cut or damaged', async () => {
    const bytes = readFileSync(fixture('zstd'))
    await expect(openSource(files.write('cut.parquet', bytes.subarray(0, 1000)))).rejects.toThrow('cut short')
    const damaged = Buffer.from(bytes)
    damaged.fill(0xff, 4, 200)
    await expect(openSource(files.write('bad.parquet', damaged))).rejects.toThrow('damaged')
  })
})
