import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkCentre } from '../../server/intake/index.ts'
import { sql } from '../../server/store/index.ts'
import type { Workshop } from '../intake/workshop.ts'
import { isShared, packOf } from './cityData.ts'

// Figures counted from the file with awk.
describe.skipIf(!isShared('boston-311'))('Boston 311', () => {
  let shop: Workshop
  let report: Awaited<ReturnType<Workshop['load']>>

  beforeAll(async () => {
    shop = packOf('boston', {
      'areas.geojson': 'boston-311/neighborhoods.geojson',
      'tickets.csv.gz': 'boston-311/tickets.csv.gz',
    })
    report = await shop.load()
  })
  afterAll(() => shop[Symbol.asyncDispose]())

  it('takes every ticket, and 26 neighborhoods below a city made of them', () => {
    expect(report.tickets).toMatchObject({ read: 40_855, inserted: 40_855, rejected: 0 })
    expect(report.areas).toMatchObject({ read: 26, inserted: 26, created: { areas: ['boston'] } })
  })

  it('undoes two small knots in the outlines and says where', () => {
    expect(report.areas?.flagged.outline_repaired).toBe(2)
    expect(
      report.areas?.notes.map((note) => /outline of (.*) crossed itself at (.*);/.exec(note)?.slice(1)),
    ).toEqual([
      ['Downtown', '-71.0632, 42.35771 (lon, lat)'],
      ['Beacon Hill', '-71.0632, 42.35771 (lon, lat)'],
    ])
  })

  it('takes the last update as the closing of closed tickets only', async () => {
    expect(
      await shop.read(
        sql`SELECT status::VARCHAR AS status, count(*) AS n, count(closed_at) AS closed FROM ticket GROUP BY status ORDER BY n`,
      ),
    ).toEqual([
      { status: 'dispatched', n: 3196, closed: 0 },
      { status: 'closed', n: 37_659, closed: 37_659 },
    ])
    expect(report.tickets?.flagged.closed_time_of_open_ticket).toBe(3196)
  })

  it('reads offsets on both sides of daylight saving', async () => {
    const [row] = await shop.read(sql`SELECT count(*) AS n,
      count(*) FILTER (timezone('America/New_York', reported_at AT TIME ZONE 'UTC') - reported_at = INTERVAL '-4 hours') AS summer
      FROM ticket`)
    expect(row).toEqual({ n: 40_855, summer: 16_269 })
    const [first] = await shop.read(sql`SELECT reported_at, day FROM ticket WHERE id = '101002767856'`)
    expect(first).toEqual({ reported_at: '2019-01-01T05:04:35.000Z', day: '2019-01-01' })
  })

  it('passes every check', async () => {
    expect((await checkCentre(await shop.store())).checks.filter(({ found }) => found > 0)).toEqual([])
  })
})
