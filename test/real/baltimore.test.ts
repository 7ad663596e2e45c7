import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkCentre } from '../../server/intake/index.ts'
import { sql } from '../../server/store/index.ts'
import type { Workshop } from '../intake/workshop.ts'
import { isShared, packOf } from './cityData.ts'

// Figures counted from the city's own columns (Python csv), and published with the data.
describe.skipIf(!isShared('baltimore-311'))('Baltimore 311', () => {
  let shop: Workshop
  let report: Awaited<ReturnType<Workshop['load']>>

  beforeAll(async () => {
    shop = packOf('baltimore', {
      'areas.geojson': 'baltimore-311/neighborhoods.geojson',
      'tickets.csv': 'baltimore-311/tickets.csv',
    })
    report = await shop.load()
  })
  afterAll(() => shop[Symbol.asyncDispose]())

  const one = async (statement: ReturnType<typeof sql>) => (await shop.read(statement))[0]

  it('takes 278 neighborhoods below one city, and every ticket', () => {
    expect(report.areas).toMatchObject({ read: 278, inserted: 278, rejected: 0 })
    expect(report.areas?.created).toEqual({ levels: ['centre'], areas: ['baltimore'] })
    expect(report.tickets).toMatchObject({ read: 10_000, inserted: 10_000, rejected: 0 })
  })

  it('finds 9,792 closed, 1,567 of them after their due date', async () => {
    expect(
      await one(sql`SELECT count(*) FILTER (status_kind = 'closed') AS closed,
        count(*) FILTER (on_time = FALSE) AS late, count(*) FILTER (closed_at > due_at) AS after_due FROM ticket`),
    ).toEqual({ closed: 9792, late: 1567, after_due: 1567 })
  })

  it('reads NA as nothing', async () => {
    expect(
      await one(sql`SELECT count(*) FILTER (coalesce(given_x, lon) IS NULL) AS no_point, count(*) FILTER (area_code IS NULL) AS no_area,
        count(*) FILTER (closed_at IS NULL) AS not_closed FROM ticket`),
    ).toEqual({ no_point: 590, no_area: 800, not_closed: 208 })
  })

  it('flags 892 points of whole degrees, and places those tickets by their neighborhood', async () => {
    expect(report.tickets?.flagged.point_rounded).toBe(892)
    const rows = await shop.read(sql`SELECT placed::VARCHAR AS placed, count(*) AS n FROM ticket
      WHERE point_flag = 'rounded' GROUP BY placed ORDER BY placed`)
    expect(rows.reduce((sum, { n }) => sum + Number(n), 0)).toBe(892)
    expect(rows.map(({ placed }) => placed)).not.toContain('point')
  })

  it("finds the city's own neighborhood for 8,292 of 8,331 points", async () => {
    expect(
      await one(sql`SELECT count(*) AS compared, count(*) FILTER (a.code = t.area_code) AS equal
        FROM ticket t LEFT JOIN area a ON a.key = t.area1 AND t.placed = 'point'
        WHERE coalesce(t.given_x, t.lon) IS NOT NULL AND t.point_flag IS DISTINCT FROM 'rounded' AND t.area_code IS NOT NULL`),
    ).toEqual({ compared: 8331, equal: 8292 })
  })

  it('has local days', async () => {
    // 04/12/2018 11:11:26 AM in Baltimore is 15:11:26 in UTC, daylight saving
    expect(await one(sql`SELECT reported_at, day FROM ticket WHERE id = '18-00269879'`)).toEqual({
      reported_at: '2018-04-12T15:11:26.000Z',
      day: '2018-04-12',
    })
  })

  it('passes every check', async () => {
    expect((await checkCentre(await shop.store())).checks.filter(({ found }) => found > 0)).toEqual([])
  })
})
