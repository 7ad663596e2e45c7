import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sql } from '../../server/store/index.ts'
import { smallCentre, twoStreets, Workshop } from './workshop.ts'

let shop: Workshop

beforeEach(async () => {
  shop = new Workshop()
  shop.file('centre.json', smallCentre)
  shop.file('areas.geojson', twoStreets)
  await shop.load()
})
afterEach(() => shop[Symbol.asyncDispose]())

const header = 'id,reported_at,closed_at,due_at,status,lon,lat,area,category,returns'
const file = (...rows: string[]) => shop.file('tickets.csv', `${[header, ...rows].join('\n')}\n`)
// a cell is beyond the numbers that JavaScript holds exactly
const tickets = sql`SELECT * REPLACE (CAST(cell AS VARCHAR) AS cell) FROM ticket`
const everything = sql`${tickets} ORDER BY key`
const ticket = async (id: string) => (await shop.read(sql`${tickets} WHERE id = ${id}`))[0]

describe('importing tickets', () => {
  it('keeps what a row says and adds what follows from it', async () => {
    // 23:30 in Shanghai on 31 January is still January there, 15:30 in UTC
    const report = await shop.import(
      'tickets',
      file('a,2026-01-31T23:30:00,2026-02-01T23:30:00,2026-02-01T20:00:00,,109.005,34.505,,lift,'),
    )
    expect(report).toMatchObject({ read: 1, inserted: 1, flagged: {}, created: { categories: ['lift'] } })
    expect(await ticket('a')).toMatchObject({
      reported_at: '2026-01-31T15:30:00.000Z',
      day: '2026-01-31',
      closed_day: '2026-02-01',
      handling_seconds: 86_400,
      on_time: false,
      status: 'closed',
      status_kind: 'closed',
      urgency: 'normal',
      placed: 'point',
      // the pair as given is the point itself
      given_x: null,
      given_crs: null,
      returns: 0,
      given_counts: 0,
    })
    const [at] = await shop.read(sql`SELECT d.code AS d, s.code AS s FROM ticket t
      JOIN area d ON d.key = t.area0 JOIN area s ON s.key = t.area1`)
    expect(at).toEqual({ d: 'd', s: 's1' })
  })

  it('says so when most points fit the centre only with their coordinates exchanged', async () => {
    const swapped = file(
      'a,2026-01-01T08:00:00,,,,34.505,109.005,,,',
      'b,2026-01-01T08:00:00,,,,34.506,109.006,,,',
      'c,2026-01-01T08:00:00,,,,109.005,34.505,,,',
    )
    const report = await shop.import('tickets', swapped)
    expect(report.flagged).toMatchObject({ point_swapped: 2, unlocated: 2 })
    expect(report.notes[0]).toMatch(/^2 of 3 points .* exchanged: .* mapping/)
    expect((await shop.import('tickets', file('c,2026-01-01T08:00:00,,,,109.005,34.505,,,'))).notes).toEqual(
      [],
    )
  })

  it('keeps the rejected rows of two databases in one folder apart', async () => {
    const report = await shop.import('tickets', file('a,never,,,,,,,,'))
    expect(report.rejects).toMatch(/[^/\\]+\.tickets\.csv\.rejects\.csv$/)
  })

  it('changes nothing when the same file comes twice', async () => {
    const path = file(
      'a,2026-01-01T08:00:00,,,,109.005,34.505,,lift,2',
      'b,2026-01-02T08:00:00,,,,,,s2,lift,',
      'c,,,,,,,,,',
    )
    expect(await shop.import('tickets', path)).toMatchObject({ read: 3, inserted: 2, rejected: 1 })
    const before = await shop.read(everything)
    expect(await shop.import('tickets', path)).toMatchObject({
      read: 3,
      inserted: 0,
      unchanged: 2,
      rejected: 1,
    })
    expect(await shop.read(everything)).toEqual(before)
  })

  it('updates by id, and keeps the key', async () => {
    await shop.import('tickets', file('a,2026-01-01T08:00:00,,,,109.005,34.505,,lift,'))
    const before = await ticket('a')
    const report = await shop.import(
      'tickets',
      file('a,2026-01-01T08:00:00,2026-01-02T08:00:00,,,109.015,34.505,,lift,'),
    )
    expect(report).toMatchObject({ inserted: 0, updated: 1, unchanged: 0 })
    const after = await ticket('a')
    expect(after).toMatchObject({ key: before?.key, status: 'closed' })
    expect(after?.area1).not.toBe(before?.area1)
  })

  it('lets the last of several rows with one id count', async () => {
    const report = await shop.import(
      'tickets',
      file(
        'a,2026-01-01T08:00:00,,,dispatched,,,,lift,',
        'a,2026-01-01T08:00:00,,,dispatched,,,,lift,',
        'a,2026-01-01T08:00:00,,,handled,,,,lift,',
        'b,2026-01-01T08:00:00,,,,,,,,',
      ),
    )
    expect(report).toMatchObject({ read: 4, inserted: 2, updated: 1, unchanged: 1, rejected: 0 })
    expect(report.flagged).toMatchObject({ repeated_id: 2 })
    expect(await ticket('a')).toMatchObject({ status: 'handled' })
  })

  it('keeps tickets with doubtful points, flagged and off the map', async () => {
    const report = await shop.import(
      'tickets',
      file(
        'zero,2026-01-01T08:00:00,,,,0,0,,,',
        'rounded,2026-01-01T08:00:00,,,,109,34,,,',
        'swapped,2026-01-01T08:00:00,,,,34.505,109.005,s2,,',
        'outside,2026-01-01T08:00:00,,,,116.4,39.9,,,',
        'invalid,2026-01-01T08:00:00,,,,east,34.5,,,',
        'half,2026-01-01T08:00:00,,,,109.005,,,,',
        'near,2026-01-01T08:00:00,,,,109.025,34.505,,,',
        'unknown,2026-01-01T08:00:00,,,,,,nowhere,,',
      ),
    )
    expect(report).toMatchObject({ read: 8, inserted: 8 })
    expect(report.flagged).toEqual({
      outside_areas: 1,
      point_invalid: 2,
      point_outside: 1,
      point_rounded: 1,
      point_swapped: 1,
      point_zero: 1,
      unknown_area: 1,
      unlocated: 7,
    })
    const flagged =
      await shop.read(sql`SELECT id, point_flag::VARCHAR AS flag, placed::VARCHAR AS placed, lon, given_x
      FROM ticket ORDER BY id`)
    expect(flagged).toEqual([
      { id: 'half', flag: 'invalid', placed: 'none', lon: null, given_x: 109.005 },
      { id: 'invalid', flag: 'invalid', placed: 'none', lon: null, given_x: null },
      { id: 'near', flag: null, placed: 'none', lon: 109.025, given_x: null },
      { id: 'outside', flag: 'outside', placed: 'none', lon: null, given_x: 116.4 },
      { id: 'rounded', flag: 'rounded', placed: 'none', lon: null, given_x: 109 },
      { id: 'swapped', flag: 'swapped', placed: 'code', lon: null, given_x: 34.505 },
      { id: 'unknown', flag: null, placed: 'none', lon: null, given_x: null },
      { id: 'zero', flag: 'zero', placed: 'none', lon: null, given_x: 0 },
    ])
  })

  it('settles times that contradict each other, and says so', async () => {
    const report = await shop.import(
      'tickets',
      file(
        'open,2026-01-01T08:00:00,2026-01-02T08:00:00,,dispatched,,,,,',
        'early,2026-01-02T08:00:00,2026-01-01T08:00:00,2026-01-05T08:00:00,closed,,,,,',
        'never,2026-01-01T08:00:00,,,closed,,,,,',
        'future,2027-01-01T08:00:00,,,,,,,,',
      ),
    )
    expect(report.flagged).toMatchObject({
      closed_time_of_open_ticket: 1,
      closed_before_reported: 1,
      closed_without_time: 1,
      reported_in_the_future: 1,
    })
    expect(await ticket('open')).toMatchObject({
      closed_at: null,
      status_kind: 'open',
      handling_seconds: null,
    })
    expect(await ticket('early')).toMatchObject({
      closed_at: '2026-01-01T00:00:00.000Z',
      handling_seconds: null,
      on_time: null,
    })
  })

  it('tells row, column, value, reason, remedy and the row of what it refuses', async () => {
    const report = await shop.import(
      'tickets',
      file(
        '6.1E+14,2026-01-01T08:00:00,,,,,,,,',
        'b,01/02/2026,,,,,,,,',
        'c,2026-01-01T08:00:00,,,Done,,,,,',
        '=HYPERLINK("x"),2026-01-01T08:00:00,,,,,,,,-1',
      ),
    )
    expect(report).toMatchObject({ read: 4, inserted: 0, rejected: 4 })
    const rows = shop.rejects(report.rejects)
    expect(rows.map(([row, column, value]) => [row, column, value])).toEqual([
      ['2', 'id', '6.1E+14'],
      ['3', 'reported_at', '01/02/2026'],
      ['4', 'status', 'Done'],
      ['5', 'returns', '-1'],
    ])
    expect(rows[0]?.[3]).toContain('long code')
    expect(rows[0]?.[4]).toContain('text')
    expect(rows[2]?.[4]).toContain('in_progress')
    // what a spreadsheet would run as a formula is text there
    expect(rows[3]?.[5]?.startsWith("'=HYPERLINK")).toBe(true)
  })

  it('takes nothing where the file breaks on the way', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`${header}\n${'x,2026-01-01T08:00:00,,,,,,,,\n'.repeat(200_000)}`),
      Buffer.from([0xff, 0xfe, 0xb8, 0xdf, 0xc1, 0xea, 0x0a]),
    ])
    const version = (await shop.store()).version
    const path = shop.file('broken.csv', bytes)
    const map = shop.file('broken.map.json', {
      encoding: 'utf-16le',
      fields: { id: 'id', reported_at: 'reported_at' },
    })
    await expect(shop.import('tickets', path, { map })).rejects.toThrow(/broken\.csv/)
    expect((await shop.store()).version).toBe(version)
    expect(await shop.read(sql`SELECT count(*) AS n FROM ticket`)).toEqual([{ n: 0 }])
  })

  it('counts every row once, whatever the file, and the second time finds nothing new', async () => {
    const cell = fc.constantFrom(
      '',
      'a',
      'b',
      'c',
      '2026-01-01T08:00:00',
      '2026-02-30',
      'closed',
      'x',
      '109.005',
      '34.505',
    )
    const id = fc.constantFrom('a', 'b', 'c', 'd', '')
    const time = fc.constantFrom('2026-01-01T08:00:00', '2026-01-02T08:00:00', 'soon')
    const row = fc.tuple(
      id,
      time,
      cell,
      cell,
      fc.constantFrom('', 'closed', 'handled', 'x'),
      cell,
      cell,
      cell,
      cell,
      cell,
    )
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), async (rows) => {
        const path = file(...rows.map((cells) => cells.join(',')))
        const first = await shop.import('tickets', path)
        expect(first.read).toBe(rows.length)
        const state = await shop.read(everything)
        const second = await shop.import('tickets', path)
        expect(second.rejected).toBe(first.rejected)
        expect([second.inserted, second.updated]).toEqual([0, 0])
        expect(await shop.read(everything)).toEqual(state)
      }),
      { numRuns: 25 },
    )
  })
})
