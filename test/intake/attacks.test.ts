import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkCentre } from '../../server/intake/index.ts'
import { sql } from '../../server/store/index.ts'
import { Workshop } from './workshop.ts'

const hostile = [
  "x'); DROP TABLE ticket; --",
  "\"; ATTACH '/stolen.duckdb'; --",
  "' || (SELECT content FROM read_text('/etc/passwd')) || '",
  '$1',
  '__proto__',
  'constructor',
  '../../../etc/passwd',
  '<script>alert(1)</script>',
]
const centre = { name: { en: 'Attacked', zh: '受攻击' }, timeZone: 'Asia/Shanghai' }
const square = (west: number, code: string) => ({
  type: 'Feature',
  properties: { code, name: code },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [west, 34],
        [west + 1, 34],
        [west + 1, 35],
        [west, 35],
        [west, 34],
      ],
    ],
  },
})
const areas = { type: 'FeatureCollection', features: [square(109, 'A'), square(110, 'B')] }
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`

describe('a hostile file', () => {
  let shop: Workshop
  beforeEach(() => {
    shop = new Workshop()
    shop.file('centre.json', centre)
    shop.file('areas.geojson', areas)
    shop.file('areas.map.json', { crs: 'EPSG:4326', fields: { code: 'code', name: 'name' } })
  })
  afterEach(() => shop[Symbol.asyncDispose]())

  it('keeps its statements as text, in every cell of every field', async () => {
    const fields = [
      'id',
      'source',
      'category',
      'title',
      'description',
      'address',
      'area',
      'unit',
      'tier',
      'status',
      'reported_at',
      'lon',
      'returns',
      'prior_ticket',
    ]
    const rows = fields.flatMap((field, f) =>
      hostile.map((text, h) =>
        fields
          .map((name) =>
            name === field
              ? quoted(name === 'id' ? `${text} ${f}` : text)
              : name === 'id'
                ? `T${f}-${h}`
                : name === 'reported_at'
                  ? '2026-02-01T00:00:00Z'
                  : '',
          )
          .join(','),
      ),
    )
    shop.file('tickets.csv', `${fields.join(',')}\n${rows.join('\n')}\n`)
    await shop.load()
    const titles = await shop.read(sql`SELECT title FROM ticket WHERE title IS NOT NULL ORDER BY key`)
    expect(titles.map(({ title }) => title)).toEqual(hostile)
    const [ids] = await shop.read(sql`SELECT count(*) AS n FROM ticket WHERE contains(id, 'DROP TABLE')`)
    expect(ids).toEqual({ n: 1 })
    const { checks } = await checkCentre(await shop.store())
    expect(checks.filter(({ found }) => found > 0)).toEqual([])
  })

  it.each<[string, (text: string) => object]>([
    ['a column', (text) => ({ id: text, reported_at: 'at' })],
    [
      'a value',
      (text) => ({ id: 'id', reported_at: 'at', status: { column: 's', values: { [text]: 'closed' } } }),
    ],
    ['a default', (text) => ({ id: 'id', reported_at: 'at', category: { default: text } })],
    ['a format', (text) => ({ id: 'id', reported_at: { column: 'at', format: text } })],
    ['a field', (text) => ({ id: 'id', reported_at: 'at', [text]: 'id' })],
  ])('asks nothing of the database by the name of %s in a mapping', async (_, fieldsOf) => {
    await shop.load()
    const tickets = shop.file('later.csv', 'id,at,s\nT1,2026-02-01T00:00:00Z,x\n')
    for (const text of hostile) {
      const map = shop.file('later.map.json', { crs: 'EPSG:4326', fields: fieldsOf(text) })
      const outcome = await shop.import('tickets', tickets, { map }).then(
        ({ read }) => `${read} read`,
        (cause: unknown) => (cause instanceof Error ? cause.name : 'thrown'),
      )
      expect([text, outcome]).toEqual([text, expect.stringMatching(/^1 read$|^IntakeError$/)])
    }
    expect(
      await shop.read(sql`SELECT database_name FROM duckdb_databases() WHERE NOT internal`),
    ).toHaveLength(1)
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  it.each([
    '../outside.geojson',
    '/etc/hostname',
    'sub/../../outside.geojson',
    '..\\outside.geojson',
    'link.geojson',
  ])('reads no basemap at %s', async (basemap) => {
    const outside = shop.file('outside.geojson', { type: 'FeatureCollection', features: [] })
    shop.file('pack/centre.json', { ...centre, map: { basemap } })
    symlinkSync(outside, join(shop.folder, 'pack', 'link.geojson'))
    await expect(shop.load(join(shop.folder, 'pack'))).rejects.toThrow()
  })

  it('may not change what objects are', async () => {
    shop.file(
      'tickets.json',
      '[{"id":"P1","reported_at":"2026-02-01T00:00:00Z","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}]',
    )
    shop.file(
      'tickets.map.json',
      '{"crs":"EPSG:4326","__proto__":{"polluted":true},"fields":{"id":"id","reported_at":"reported_at"}}',
    )
    shop.file('centre.json', JSON.stringify(centre).replace('{', '{"__proto__":{"polluted":true},'))
    await shop.load().catch(() => undefined)
    expect('polluted' in {}).toBe(false)
  })

  it.each([
    [
      'nested without end',
      `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"C"},"geometry":{"type":"Polygon","coordinates":${'['.repeat(100_000)}${']'.repeat(100_000)}}}]}`,
    ],
    [
      'nested in its properties',
      `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}},"geometry":null}]}`,
    ],
    ['never closed', `{"type":"FeatureCollection","features":[${'{"type":"Feature",'.repeat(10_000)}`],
    [
      'of endless numbers',
      `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"C","name":"C"},"geometry":{"type":"Polygon","coordinates":[[[1e400,0],[0,1e400],[1,1],[1e400,0]]]}}]}`,
    ],
    [
      'a geometry within itself',
      `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"C","name":"C"},"geometry":${'{"type":"GeometryCollection","geometries":['.repeat(5000)}${']}'.repeat(5000)}}]}`,
    ],
  ])('of areas, %s, is refused in words', async (_, text) => {
    await shop.load()
    const file = shop.file('more.geojson', text)
    const map = shop.file('more.map.json', { crs: 'EPSG:4326', fields: { code: 'code', name: 'name' } })
    const outcome = await shop.import('areas', file, { map }).then(
      ({ rejected, read }) => (rejected === read ? 'rejected' : 'taken'),
      (cause: unknown) => (cause instanceof Error ? cause.name : 'thrown'),
    )
    expect(['rejected', 'IntakeError', 'SourceError']).toContain(outcome)
  })

  it('that unpacks to far more than it holds takes no more memory than a batch', async () => {
    await shop.load()
    const line = `T1,2026-02-01T00:00:00Z,${' '.repeat(1000)}\n`
    const bomb = gzipSync(`id,reported_at,title\n${line.repeat(100_000)}`)
    expect(bomb.length).toBeLessThan(500_000)
    const before = process.memoryUsage.rss()
    const { read } = await shop.import('tickets', shop.file('bomb.csv.gz', bomb))
    expect(read).toBe(100_000)
    expect(process.memoryUsage.rss() - before).toBeLessThan(600e6)
  }, 60_000)
})
