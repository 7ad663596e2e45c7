import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { LayerDescription } from '@grid/data/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { serverProgram } from '../../scripts/prepare.mjs'
import { readers } from '../drivers/layer-files.ts'
import { smallCentre, twoStreets, Workshop } from './workshop.ts'

let shop: Workshop
let db: string

beforeAll(() => {
  shop = new Workshop()
  db = join(shop.folder, 'cli.duckdb')
  shop.file('pack/centre.json', smallCentre)
  shop.file('pack/areas.geojson', twoStreets)
  shop.file('pack/tickets.csv', 'id,reported_at,lon,lat\na,2026-01-01T08:00:00,109.005,34.505\nb,soon,,\n')
})
afterAll(() => shop[Symbol.asyncDispose]())

/** Runs the command line from the repository's folder. */
async function grid(...args: string[]) {
  const child = spawn(process.execPath, [...serverProgram('cli'), ...args], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  return { out, err, code: z.number().parse(code) }
}

const json = (out: string): unknown => JSON.parse(out)

describe('the grid command', () => {
  it('inspects a file of a pack in the light of the pack, before there is a database', async () => {
    shop.file('fresh/centre.json', { ...smallCentre, timeZone: 'America/New_York' })
    const path = shop.file(
      'fresh/tickets.csv',
      'id,reported_at,lon,lat\na,2026-01-01 08:00,109.005,34.505\nb,2026-01-02 08:00,109.015,34.505\n',
    )
    const without = await grid('inspect', path)
    expect(without.out).toContain('place: lon, lat, with no outline to tell')
    expect(without.out).toMatch(/note: .*there are no areas yet/)
    shop.file('fresh/areas.geojson', twoStreets)
    const { out, code } = await grid('inspect', path)
    expect(code).toBe(0)
    expect(out).toContain('place: lon, lat as EPSG:4326: 100 % inside the centre')
    expect(out).toContain('"timeZone": "America/New_York"')
  })

  it('fails in one line, and leaves no database behind', async () => {
    const { out, err, code } = await grid('load', join(shop.folder, 'nowhere'), '--db', db, '--json')
    expect(code).toBe(3)
    expect(err).toBe(`${join(shop.folder, 'nowhere')}: there is no such folder\n`)
    expect(json(out)).toEqual({ error: [err.trimEnd()] })
    expect(existsSync(db)).toBe(false)
  })

  it('loads a pack, counts rejected rows, and minds them when asked to be strict', async () => {
    const loaded = await grid('load', join(shop.folder, 'pack'), '--db', db)
    expect(loaded.code).toBe(0)
    expect(loaded.out).toMatch(/areas \(areas\.geojson\) +3 +3 +0 +0 +0/)
    expect(loaded.out).toMatch(/tickets \(tickets\.csv\) +2 +1 +0 +0 +1/)
    expect(loaded.out).toContain('the rejected rows are in')
    const again = await grid(
      'import',
      'tickets',
      join(shop.folder, 'pack', 'tickets.csv'),
      '--db',
      db,
      '--strict',
      '--json',
    )
    expect(again.code).toBe(1)
    expect(json(again.out)).toMatchObject({ what: 'tickets', read: 2, unchanged: 1, rejected: 1 })
    expect((await grid('load', join(shop.folder, 'pack'), '--db', db)).err).toContain('pass --replace')
  })

  it('tells what a database holds and that it holds together', async () => {
    const info = await grid('info', '--db', db, '--json')
    expect(json(info.out)).toMatchObject({
      centre: { id: 'small' },
      levels: [
        { id: 'district', areas: 1 },
        { id: 'street', areas: 2 },
      ],
      editions: [{ number: 1, validFrom: null, name: null, moved: null }],
      tickets: { all: 1, open: 1, unlocated: 0 },
      events: { all: 1, derived: 1 },
    })
    const check = await grid('check', '--db', db)
    expect([check.code, check.out.trimEnd().split('\n').at(-1)]).toEqual([
      0,
      expect.stringContaining('all hold'),
    ])
  })

  it('writes the log of a filter into a new file, packed where its name says so', async () => {
    const out = join(shop.folder, 'log.xes.gz')
    const exporting = ['export', 'log', '--db', db, '--out', out]
    const written = await grid(...exporting, '--format', 'xes', '--area', 's1', 'd', '--from', '2026-01-01')
    expect([written.code, written.err]).toEqual([0, ''])
    const log = gunzipSync(readFileSync(out)).toString()
    expect(log).toContain('<trace><string key="concept:name" value="a"/>')
    expect(log).toContain(
      '{&quot;from&quot;:&quot;2026-01-01&quot;,&quot;area&quot;:[&quot;s1&quot;,&quot;d&quot;]}',
    )
    expect(await grid(...exporting, '--format', 'xes')).toMatchObject({
      code: 3,
      err: expect.stringContaining('is there already'),
    })
    const fresh = [...exporting.slice(0, -1), join(shop.folder, 'other')]
    for (const [wrong, said] of [
      [['--format', 'mxml'], '--format: write one of xes, ocel'],
      [['--format', 'ocel', '--unit', 'nobody'], 'unit: "nobody" is unknown'],
    ] as const) {
      const refused = await grid(...fresh, ...wrong)
      expect([refused.code, refused.err]).toEqual([2, expect.stringContaining(said)])
    }
    expect(readdirSync(shop.folder).filter((name) => /^other/.test(name))).toEqual([])
  })

  it('writes layers into files that other readers open, and says what they hold', async () => {
    const exported = (layer: string, format: string, ...more: string[]) =>
      grid(
        'export',
        layer,
        '--db',
        db,
        '--format',
        format,
        '--out',
        join(shop.folder, `${layer}.${format}`),
        ...more,
      )
    for (const [layer, format, more] of [
      ['tickets', 'parquet', ['--area', 's1']],
      ['cells', 'fgb', ['--cell', 'estate']],
      ['tickets', 'csv', ['--profile', 'internal', '--from', '2026-01-01', '--to', '2026-01-02']],
    ] as const) {
      const { code, out, err } = await exported(layer, format, ...more, '--json')
      expect([code, err]).toEqual([0, ''])
      const file = join(shop.folder, `${layer}.${format}`)
      const bytes = readFileSync(file)
      const beside = format === 'csv' ? `${file}-metadata.json` : null
      expect(json(out)).toEqual({
        file,
        beside,
        layer,
        format,
        profile: 'internal',
        features: 1,
        bytes: bytes.length,
      })
      const { features, metadata } = await readers[format]!(bytes)
      expect(features).toHaveLength(1)
      const told = beside
        ? z.object({ metadata: LayerDescription }).parse(json(readFileSync(beside, 'utf8'))).metadata
        : metadata
      expect(told).toMatchObject({ layer, features: 1, timeZone: smallCentre.timeZone })
      if (layer === 'tickets') expect(features[0]?.properties).toMatchObject({ id: 'a' })
      if (layer === 'cells') expect(told?.options).toEqual({ cell: 'estate' })
    }
    // what is there is kept unless it is to be replaced
    expect(await exported('tickets', 'csv')).toMatchObject({
      code: 3,
      err: expect.stringContaining('is there already'),
    })
    const again = await exported('tickets', 'csv', '--replace', '--profile', 'public')
    expect([again.code, again.out]).toEqual([0, expect.stringMatching(/0 features, .*, public/)])
    for (const [layer, format, more, said] of [
      ['tickets', 'shp', [], '--format'],
      ['tickets', 'gpkg', ['--cell', 'estate'], '--cell'],
      ['hotspots', 'gpkg', ['--profile', 'public'], '--profile'],
    ] as const) {
      const { code, err } = await exported(layer, format, ...more)
      expect([code, err]).toEqual([2, expect.stringContaining(said)])
      expect(existsSync(join(shop.folder, `${layer}.${format}`))).toBe(false)
    }
  })

  it('copies a database whole, once', async () => {
    const copy = join(shop.folder, 'copy.duckdb')
    expect((await grid('backup', copy, '--db', db)).code).toBe(0)
    expect(json((await grid('info', '--db', copy, '--json')).out)).toMatchObject({ tickets: { all: 1 } })
    expect((await grid('backup', copy, '--db', db)).code).toBe(3)
  })

  it('writes the file anew, and keeps what it holds', async () => {
    const info = async () => json((await grid('info', '--db', db, '--json')).out)
    const before = await info()
    expect(json((await grid('compact', '--db', db, '--json')).out)).toMatchObject({ file: db })
    expect(await info()).toEqual(before)
    expect((await grid('compact', '--db', join(shop.folder, 'none.duckdb'))).code).toBe(3)
  })

  it('proposes a mapping that imports', async () => {
    const path = shop.file(
      'their.csv',
      '编号,上报时间,经度,纬度\n高1,2026/1/2 08:00,109.015,34.505\n高2,2026/1/3 09:30,109.005,34.505\n',
    )
    const map = join(shop.folder, 'their.map.json')
    expect((await grid('inspect', path, '--db', db, '--out', map)).code).toBe(0)
    expect(json(readFileSync(map, 'utf8'))).toMatchObject({
      fields: { id: '编号', lon: '经度', lat: '纬度' },
    })
    const report = await grid('import', 'tickets', path, '--map', map, '--db', db, '--json')
    expect(json(report.out)).toMatchObject({ read: 2, inserted: 2, rejected: 0, flagged: {} })
  })

  it('knows usage from failure', async () => {
    expect((await grid('import', 'tickets')).code).toBe(2)
    expect((await grid('devour')).code).toBe(2)
    expect((await grid('info', '--db', join(shop.folder, 'none.duckdb'))).code).toBe(3)
    expect((await grid('--help')).code).toBe(0)
  })

  it('keeps what it did in the audit, verifies it, and purges only when told to', async () => {
    const own = join(shop.folder, 'audited.duckdb')
    shop.file('old/centre.json', { ...smallCentre, retention: { tickets: 30 } })
    shop.file('old/areas.geojson', twoStreets)
    shop.file(
      'old/tickets.csv',
      'id,reported_at,closed_at,status\na,2024-01-01T08:00:00,2024-01-02T08:00:00,closed\nb,2024-01-01T08:00:00,,reported\n',
    )
    expect((await grid('load', join(shop.folder, 'old'), '--db', own)).code).toBe(0)
    const looked = await grid('purge', '--db', own, '--json')
    expect(json(looked.out)).toMatchObject({ done: false, removed: { tickets: 1 }, open: 1 })
    const done = await grid('purge', '--db', own, '--yes', '--json')
    expect(json(done.out)).toMatchObject({ done: true, removed: { tickets: 1 }, open: 1 })
    expect((await grid('check', '--db', own)).code).toBe(0)
    const list = await grid('audit', 'list', '--db', own, '--json')
    expect(json(list.out)).toMatchObject({
      entries: [
        { action: 'purged', who: { kind: 'local' }, from: null },
        { action: 'changed', what: 'centre' },
      ],
    })
    const verified = await grid('audit', 'verify', '--db', own)
    expect(verified.code).toBe(0)
    const [, head = ''] = /--head (\S+)/.exec(verified.out) ?? []
    expect((await grid('audit', 'verify', '--db', own, '--head', head)).code).toBe(0)
    const other = `1:${'0'.repeat(64)}`
    expect((await grid('audit', 'verify', '--db', own, '--head', other)).code).toBe(3)
    expect((await grid('audit', 'list', '--db', own, '--action', 'ate')).code).toBe(2)
    expect((await grid('purge', '--db', own, '--tickets', '0')).code).toBe(2)
  }, 300_000)
})
