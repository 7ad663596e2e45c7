import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkCentre } from '../../server/intake/index.ts'
import { sql } from '../../server/store/index.ts'
import { collection, feature, Workshop } from './workshop.ts'

let shop: Workshop

const pack = {
  id: 'desk',
  name: 'Desk',
  timeZone: 'Asia/Shanghai',
  tiers: ['low', 'high'].map((id) => ({ id, name: id })),
}
const header = 'case,when,what,who,tier,topic'
const mapping = {
  fields: { ticket: 'case', at: 'when', kind: 'what', unit: 'who', tier: 'tier' },
  tickets: { category: 'topic' },
}

beforeEach(() => {
  shop = new Workshop()
  shop.file('centre.json', pack)
})
afterEach(() => shop[Symbol.asyncDispose]())

const csv = (...rows: string[]) => `${[header, ...rows].join('\n')}\n`
const load = async (rows: readonly string[], map: object = mapping) => {
  shop.file('events.csv', csv(...rows))
  shop.file('events.map.json', map)
  return await shop.load(shop.folder, true)
}
const more = async (...rows: string[]) =>
  await shop.import('events', shop.file('more.csv', csv(...rows)), { map: `${shop.folder}/events.map.json` })
const log = async (id: string) =>
  (
    await shop.read(sql`SELECT e.kind::VARCHAR AS kind, f.id AS giver, t.id AS taker, g.id AS low, h.id AS high
      FROM event e JOIN ticket k ON k.key = e.ticket LEFT JOIN unit f ON f.key = e.from_unit
        LEFT JOIN unit t ON t.key = e.to_unit LEFT JOIN tier g ON g.key = e.from_tier LEFT JOIN tier h ON h.key = e.to_tier
      WHERE k.id = ${id} ORDER BY e.seq`)
  ).map(
    ({ kind, giver, taker, low, high }) =>
      `${kind} ${giver ?? '-'}>${taker ?? '-'} ${low ?? '-'}>${high ?? '-'}`,
  )
const ticket = async (id: string) =>
  (
    await shop.read(sql`SELECT t.* EXCLUDE (category, unit, tier, solved_tier), c.id AS category, u.id AS unit, i.id AS tier,
        s.id AS solved_tier
      FROM ticket t LEFT JOIN category c ON c.key = t.category LEFT JOIN unit u ON u.key = t.unit
        LEFT JOIN tier i ON i.key = t.tier LEFT JOIN tier s ON s.key = t.solved_tier WHERE t.id = ${id}`)
  )[0]

const passed = [
  'x,2026-01-01T08:00:00,reported,A,low,lift',
  'x,2026-01-01T09:00:00,signed,A,low,lift',
  'x,2026-01-01T10:00:00,dispatched,B,high,',
  'x,2026-01-02T07:00:00,signed,B,high,water',
  'x,2026-01-02T08:00:00,handled,B,high,',
  'x,2026-01-02T09:00:00,verified,A,low,',
  'x,2026-01-02T10:00:00,closed,A,low,',
]

describe('a log that names who has a ticket', () => {
  it('tells where its tickets repeat others, and again when it tells otherwise', async () => {
    const places = async () =>
      (await shop.read(sql`SELECT id, shared_point, repeat_nth, repeat_place FROM ticket ORDER BY id`)).map(
        (row) => Object.values(row).join(' '),
      )
    const lines = {
      fields: { ticket: 'case', at: 'when', kind: 'what' },
      tickets: { category: 'topic', lon: 'who', lat: 'tier' },
      crs: 'EPSG:4326',
    }
    await load(
      ['01', '05', '09'].map((day) => `t${day},2026-02-${day}T08:00:00,reported,109.02,34.42,lift`),
      lines,
    )
    // a third ticket within thirty days makes a repeat place of it
    expect(await places()).toEqual(['t01 false  false', 't05 false 2 false', 't09 false 3 true'])
    await more(
      't05,2026-02-06T08:00:00,signed,,,water',
      't10,2026-02-10T08:00:00,reported,109.02,34.42,water',
    )
    expect(await places()).toEqual([
      't01 false  false',
      't05 false  false',
      't09 false 2 false',
      't10 false 2 false',
    ])
  })

  it('is read as hand-overs where that changes', async () => {
    await load(passed)
    expect(await log('x')).toEqual([
      'reported ->A ->low',
      'signed A>- low>-',
      'escalated A>B low>high',
      'signed B>- high>-',
      'handled B>- high>-',
      'returned B>A high>low',
      'closed A>- low>-',
    ])
  })

  it('tells up, back and across apart, and from tier to tier within a unit', async () => {
    await load([
      'x,2026-01-01T08:00:00,signed,A,high,',
      'x,2026-01-01T09:00:00,signed,B,low,',
      'x,2026-01-01T10:00:00,signed,C,low,',
      'x,2026-01-01T11:00:00,signed,B,low,',
      'x,2026-01-01T12:00:00,signed,B,high,',
      'x,2026-01-01T13:00:00,dispatched,B,high,',
      'x,2026-01-01T14:00:00,supervised,,,',
      'x,2026-01-01T15:00:00,signed,D,,',
    ])
    expect(await log('x')).toEqual([
      'signed A>- high>-',
      'transferred A>B high>low',
      'transferred B>C low>low',
      'returned C>B low>low',
      'escalated B>B low>high',
      'dispatched ->B ->high',
      'supervised ->- ->-',
      'transferred B>D high>-',
    ])
  })

  it('comes to the same in one file or in pieces, in whatever order they come', async () => {
    const line = fc.record({
      ticket: fc.constantFrom('x', 'y'),
      hour: fc.integer({ min: 0, max: 200 }),
      kind: fc.constantFrom('dispatched', 'signed', 'handled', 'closed'),
      unit: fc.constantFrom('A', 'B', 'C'),
      piece: fc.integer({ min: 0, max: 2 }),
    })
    const lines = fc.uniqueArray(line, {
      minLength: 1,
      maxLength: 25,
      selector: ({ ticket: id, hour }) => `${id}${hour}`,
    })
    const whole = async () => ({
      logs: [await log('x'), await log('y')],
      // keys of units follow the order they came in, so units are compared by their ids
      tickets: await shop.read(sql`SELECT t.* EXCLUDE (key, unit, unit_way), u.id AS unit,
          (SELECT string_agg(v.id, '>' ORDER BY s.nth) FROM stay s JOIN unit v ON v.key = s.unit
            WHERE s.ticket = t.key) AS units
        FROM ticket t LEFT JOIN unit u ON u.key = t.unit ORDER BY t.id`),
    })
    await fc.assert(
      fc.asyncProperty(lines, async (drawn) => {
        const rows = drawn.map(({ ticket: id, hour, kind, unit, piece }) => {
          const at = new Date(Date.parse('2026-01-01T00:00:00Z') + hour * 3_600_000).toISOString()
          return { piece, row: `${id},${at},${kind},${unit},${unit === 'A' ? 'low' : 'high'},` }
        })
        await load(rows.map(({ row }) => row))
        const expected = await whole()
        const pieces = [0, 1, 2]
          .map((n) => rows.filter(({ piece }) => piece === n).map(({ row }) => row))
          .filter((piece) => piece.length > 0)
        const [first = [], ...rest] = pieces
        await load(first)
        for (const piece of rest) expect(await more(...piece)).toMatchObject({ inserted: piece.length })
        expect(await whole()).toEqual(expected)
        expect(await more(...rows.map(({ row }) => row))).toMatchObject({
          unchanged: rows.length,
          tickets: { inserted: 0, updated: 0 },
        })
      }),
      { numRuns: 12 },
    )
  })
})

describe('a ticket made of its log', () => {
  it('has the clocks, the state and the holder that its lines tell', async () => {
    const report = await load(passed)
    expect(report).toMatchObject({
      tickets: null,
      events: {
        inserted: 7,
        created: { units: ['A', 'B'], categories: ['water'] },
        tickets: { inserted: 1, updated: 0, unchanged: 0 },
      },
    })
    // the local times are those of Asia/Shanghai, eight hours ahead
    expect(await ticket('x')).toMatchObject({
      category: 'water',
      reported_at: '2026-01-01T00:00:00.000Z',
      dispatched_at: '2026-01-01T02:00:00.000Z',
      signed_at: '2026-01-01T01:00:00.000Z',
      handled_at: '2026-01-02T00:00:00.000Z',
      verified_at: '2026-01-02T01:00:00.000Z',
      closed_at: '2026-01-02T02:00:00.000Z',
      day: '2026-01-01',
      closed_day: '2026-01-02',
      handling_seconds: 24 * 3600,
      status: 'closed',
      status_kind: 'closed',
      unit: 'A',
      tier: 'low',
      solved_tier: 'high',
      hand_offs: 2,
      ping_pongs: 1,
      placed: 'none',
      from_log: true,
    })
    expect(
      await shop.read(
        sql`SELECT u.id, t.id AS tier FROM unit u LEFT JOIN tier t ON t.key = u.tier ORDER BY u.id`,
      ),
    ).toEqual([
      { id: 'A', tier: 'low' },
      { id: 'B', tier: 'high' },
    ])
    expect((await checkCentre(await shop.store())).checks.filter(({ found }) => found > 0)).toEqual([])
  })

  it('follows its log: open again by a later line, and of what the line says', async () => {
    await load(passed)
    expect(
      await more('x,2026-01-03T08:00:00,reopened,A,low,lift', 'y,2026-01-03T08:00:00,reported,A,low,'),
    ).toMatchObject({
      inserted: 2,
      created: { categories: ['lift'] },
      tickets: { inserted: 1, updated: 1, unchanged: 0 },
    })
    expect(await ticket('x')).toMatchObject({
      status: 'in_progress',
      handled_at: null,
      closed_at: null,
      handling_seconds: null,
      solved_tier: null,
      category: 'lift',
    })
    expect(await ticket('y')).toMatchObject({ status: 'reported', unit: 'A', category: null })
    // lines that say nothing of the category leave it
    await more('x,2026-01-04T08:00:00,handled,A,low,')
    expect(await ticket('x')).toMatchObject({ status: 'handled', category: 'lift', solved_tier: 'low' })
  })

  it('is told by its row once it has one', async () => {
    await load(passed)
    const rows = 'id,reported_at,status\nx,2026-01-01T06:00:00,in_progress\n'
    expect(await shop.import('tickets', shop.file('tickets.csv', rows))).toMatchObject({ updated: 1 })
    expect(await ticket('x')).toMatchObject({ status: 'in_progress', from_log: false })
    expect(await more('x,2026-01-05T08:00:00,closed,A,low,')).toMatchObject({
      inserted: 1,
      tickets: { inserted: 0, updated: 0, unchanged: 0 },
    })
    expect(await ticket('x')).toMatchObject({ status: 'in_progress', closed_at: null })
  })

  it('lies where its lines say', async () => {
    shop.file('areas.geojson', collection(feature({ code: 'c', name: 'C' }, 109, 34.5)))
    shop.file('areas.map.json', { crs: 'EPSG:4326', fields: { code: 'code', name: 'name' } })
    const rows =
      'case,when,what,x,y,area\na,2026-01-01,reported,109.005,34.505,\nb,2026-01-01,reported,,,c\nc,2026-01-01,reported,0,0,\n'
    shop.file('events.csv', rows)
    const map = {
      fields: { ticket: 'case', at: 'when', kind: 'what' },
      tickets: { lon: 'x', lat: 'y', area: 'area' },
    }
    shop.file('events.map.json', map)
    await expect(shop.load()).rejects.toThrow(
      'events.map.json: crs: is required because tickets.lon and tickets.lat',
    )
    shop.file('events.map.json', { ...map, crs: 'EPSG:4326' })
    expect((await shop.load()).events).toMatchObject({
      inserted: 3,
      flagged: { point_zero: 1, unlocated: 1 },
    })
    expect(await shop.read(sql`SELECT id, placed::VARCHAR AS placed, lon FROM ticket ORDER BY id`)).toEqual([
      { id: 'a', placed: 'point', lon: 109.005 },
      { id: 'b', placed: 'code', lon: null },
      { id: 'c', placed: 'none', lon: null },
    ])
  })

  it('is made without a mapping that says so only where there is no file of tickets', async () => {
    const plain = { fields: mapping.fields }
    expect((await load(passed, plain)).events?.tickets).toMatchObject({ inserted: 1 })
    shop.file('tickets.csv', 'id,reported_at\nx,2026-01-01T08:00:00\n')
    const report = (await load([...passed, 'z,2026-01-01T08:00:00,reported,A,low,'], plain)).events
    expect(report).toMatchObject({ inserted: 7, rejected: 1 })
    expect(report?.tickets).toBeUndefined()
    expect(shop.rejects(report?.rejects ?? null)[0]?.[4]).toContain('"tickets": {}')
  })

  it('names a field of the ticket that is none, with its place', async () => {
    await expect(
      load(passed, { ...mapping, tickets: { categori: 'topic', urgency: 'none' } }),
    ).rejects.toThrow(
      /tickets\.categori: there is no such field.*\n.*tickets\.urgency: there is no column "none"/,
    )
  })
})
