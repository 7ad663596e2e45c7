import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { IntakeError } from '../../server/intake/index.ts'
import { openStore, sql } from '../../server/store/index.ts'
import { collection, feature, smallCentre, twoStreets, Workshop } from './workshop.ts'

let shop: Workshop

beforeEach(() => {
  shop = new Workshop()
})
afterEach(() => shop[Symbol.asyncDispose]())

async function refusal(work: Promise<unknown>): Promise<readonly string[]> {
  try {
    await work
  } catch (cause) {
    if (cause instanceof IntakeError) return cause.lines
    throw cause
  }
  return []
}

const counts = async () =>
  (
    await shop.read(
      sql`SELECT (SELECT count(*) FROM centre) AS centre, (SELECT count(*) FROM area) AS area, (SELECT count(*) FROM ticket) AS ticket`,
    )
  )[0]

describe('a pack', () => {
  it('may be a name, a time zone and a file without places', async () => {
    shop.file('centre.json', { name: 'Incident desk', timeZone: 'Europe/Brussels' })
    shop.file(
      'tickets.ndjson',
      '{"id":"1-364285768","reported_at":"2010-03-31T15:59:42+01:00","unit":"V30"}\n',
    )
    shop.file(
      'events.ndjson',
      '{"ticket":"1-364285768","at":"2010-03-31T16:45:48+01:00","kind":"transferred","from_unit":"V30","to_unit":"V5 3rd"}\n',
    )
    expect(await shop.load()).toMatchObject({
      areas: null,
      tickets: { read: 1, inserted: 1, flagged: { unlocated: 1 }, created: { units: ['V30'] } },
      events: { read: 1, inserted: 1, created: { units: ['V5 3rd'] } },
    })
    expect(await shop.read(sql`SELECT day, transfers FROM ticket`)).toEqual([
      { day: '2010-03-31', transfers: 1 },
    ])
  })

  it('says of a wrong key where it is, what is allowed and what was meant', async () => {
    shop.file('centre.json', {
      ...smallCentre,
      timezone: 'x',
      units: [{ id: 'u', name: 'U', tier: 'strett' }],
    })
    expect(await refusal(shop.load())).toEqual([
      expect.stringMatching(/centre\.json: timezone: there is no such key; did you mean "timeZone"\?/),
    ])
    shop.file('centre.json', { ...smallCentre, units: [{ id: 'u', name: 'U', tier: 'strett' }] })
    expect(await refusal(shop.load())).toEqual([
      expect.stringMatching(
        /centre\.json: units\.0\.tier: "strett" is not in tiers; did you mean "street"\?/,
      ),
    ])
  })

  it('says what a folder lacks', async () => {
    expect(await refusal(shop.load())).toEqual([expect.stringContaining('there is no centre.json')])
    expect(await refusal(shop.load(join(shop.folder, 'nowhere')))).toEqual([
      expect.stringContaining('no such folder'),
    ])
    shop.file('centre.json', smallCentre)
    shop.file('tickets.map.json', { fields: {} })
    expect(await refusal(shop.load())).toEqual([
      expect.stringContaining('there is no tickets file beside it'),
    ])
    shop.file('tickets.csv', 'id,reported_at\n')
    shop.file('tickets.ndjson', '{}')
    expect(await refusal(shop.load())).toEqual([expect.stringContaining('several files of tickets')])
  })

  it('refuses a database that holds a centre, unless it is to be replaced', async () => {
    shop.file('centre.json', smallCentre)
    shop.file('areas.geojson', twoStreets)
    shop.file('tickets.csv', 'id,reported_at,category\na,2026-01-01T08:00:00,lift\n')
    await shop.load()
    expect(await refusal(shop.load())).toEqual([
      expect.stringContaining('already holds a centre: pass --replace'),
    ])
    shop.file('tickets.csv', 'id,reported_at\nb,2026-01-01T08:00:00\nc,2026-01-01T08:00:00\n')
    await shop.load(shop.folder, true)
    expect(await counts()).toEqual({ centre: 1, area: 3, ticket: 2 })
    expect(await shop.read(sql`SELECT id FROM category`)).toEqual([])
  })

  it('changes nothing when any of its files fails', async () => {
    shop.file('centre.json', smallCentre)
    shop.file('areas.geojson', twoStreets)
    shop.file('tickets.csv', 'number,reported_at\na,2026-01-01T08:00:00\n')
    expect(await refusal(shop.load())).toEqual([
      expect.stringContaining('there is no column "id" and it is required'),
    ])
    expect(await counts()).toEqual({ centre: 0, area: 0, ticket: 0 })
    expect((await shop.store()).version).toBe(0)
  })

  it('keeps its basemap inside its folder', async () => {
    shop.file('centre.json', { ...smallCentre, map: { basemap: '../secret.geojson' } })
    expect(await refusal(shop.load())).toEqual([
      expect.stringContaining('map.basemap: must name a file inside the pack'),
    ])
    shop.file('centre.json', { ...smallCentre, map: { basemap: 'rivers.geojson' } })
    expect(await refusal(shop.load())).toEqual([expect.stringContaining('rivers.geojson: cannot be read')])
    shop.file('rivers.geojson', collection(feature({ kind: 'river' }, 109, 34)))
    expect(await shop.load()).toMatchObject({ basemap: 1 })
  })
})

describe('files as they come', () => {
  const header = 'id,reported_at,title'
  const tickets = async (content: string | Uint8Array, mapping?: object) => {
    shop.file('centre.json', smallCentre)
    await shop.load()
    const map = mapping && shop.file('map.json', mapping)
    return await shop.import('tickets', shop.file('rows.csv', content), { map })
  }
  const fields = { id: 'id', reported_at: 'reported_at', title: 'title' }

  it('cut in the middle of a quoted field', async () => {
    const report = await tickets(`${header}\na,2026-01-01T08:00:00,fine\nb,2026-01-01T08:00:00,"cut he`)
    expect(report).toMatchObject({ inserted: 1, rejected: 1, read: 2 })
    expect(shop.rejects(report.rejects)[0]?.[0]).toBe('3')
  })

  it('in GBK though declared as UTF-8', async () => {
    // 高陵 in GBK
    const gbk = Buffer.concat([
      Buffer.from(`${header}\na,2026-01-01T08:00:00,`),
      Buffer.from([0xb8, 0xdf, 0xc1, 0xea, 0x0a]),
    ])
    const declared = await tickets(gbk, { encoding: 'utf-8', fields }).then(
      (report) => report.rejected,
      (cause) => (cause instanceof IntakeError ? 'refused' : cause),
    )
    expect([1, 'refused']).toContain(declared)
    expect(await shop.read(sql`SELECT count(*) AS n FROM ticket`)).toEqual([{ n: 0 }])
    const map = shop.file('map.json', { encoding: 'gbk', fields })
    expect(await shop.import('tickets', join(shop.folder, 'rows.csv'), { map })).toMatchObject({
      inserted: 1,
    })
    expect(await shop.read(sql`SELECT title FROM ticket`)).toEqual([{ title: '高陵' }])
  })

  it('with dates in two forms', async () => {
    const rows = `${header}\na,28/02/2026 08:00,x\nb,2026-02-28 09:00,x\n`
    expect(
      await tickets(rows, {
        fields: { ...fields, reported_at: { column: 'reported_at', format: 'dd/MM/yyyy HH:mm' } },
      }),
    ).toMatchObject({ inserted: 1, rejected: 1 })
    const format = ['dd/MM/yyyy HH:mm', 'yyyy-MM-dd HH:mm']
    const map = shop.file('map.json', {
      fields: { ...fields, reported_at: { column: 'reported_at', format } },
    })
    expect(await shop.import('tickets', join(shop.folder, 'rows.csv'), { map })).toMatchObject({
      inserted: 1,
      unchanged: 1,
    })
    expect(await shop.read(sql`SELECT id, reported_at FROM ticket ORDER BY id`)).toEqual([
      { id: 'a', reported_at: '2026-02-28T00:00:00.000Z' },
      { id: 'b', reported_at: '2026-02-28T01:00:00.000Z' },
    ])
  })

  it('empty, or a header alone', async () => {
    expect(await refusal(tickets(''))).toEqual([expect.stringMatching(/rows\.csv: the file is empty/)])
    expect(await refusal(shop.import('tickets', shop.file('head.csv', `${header}\n`)))).toEqual([
      expect.stringMatching(/head\.csv, line \d: there is a header and no row/),
    ])
    expect(await refusal(shop.import('tickets', join(shop.folder, 'none.csv')))).toEqual([
      expect.stringContaining('none.csv'),
    ])
  })

  it('with a field of 5 MB', async () => {
    const report = await tickets(
      `${header}\na,2026-01-01T08:00:00,"${'x'.repeat(5_000_000)}"\nb,2026-01-01T08:00:00,x\n`,
    )
    expect(report).toMatchObject({ read: 2, inserted: 1, rejected: 1 })
    const [row] = shop.rejects(report.rejects)
    expect(row?.[0]).toBe('2')
    expect(row?.[5]?.length).toBeLessThan(5000)
  })

  it('with a rejects file that would overwrite the data', async () => {
    shop.file('centre.json', smallCentre)
    await shop.load()
    const path = shop.file('rows.csv', `${header}\na,soon,x\n`)
    expect(await refusal(shop.import('tickets', path, { rejects: path }))).toEqual([
      expect.stringContaining('cannot be the file that is imported'),
    ])
    const rejects = join(shop.folder, 'elsewhere', 'refused.csv')
    expect(await shop.import('tickets', path, { rejects })).toMatchObject({ rejected: 1, rejects })
    expect(existsSync(rejects)).toBe(true)
    // once there is nothing to refuse, the file of the last time does not linger
    shop.file('rows.csv', `${header}\na,2026-01-01T08:00:00,x\n`)
    expect(await shop.import('tickets', path, { rejects })).toMatchObject({ rejected: 0, rejects: null })
    expect(existsSync(rejects)).toBe(false)
  })

  it('into a database without a centre, or from a newer release', async () => {
    const path = shop.file('rows.csv', `${header}\na,2026-01-01T08:00:00,x\n`)
    expect(await refusal(shop.import('tickets', path))).toEqual([
      expect.stringContaining('holds no centre yet'),
    ])
    const file = join(shop.folder, 'newer.duckdb')
    const newer = await openStore({ file })
    await newer.write((transaction) => transaction.run(sql`INSERT INTO migration VALUES (999, 'future')`))
    await newer.close()
    await expect(openStore({ file })).rejects.toThrow(/newer release/)
  })
})
