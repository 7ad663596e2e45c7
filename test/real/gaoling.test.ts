import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AreaGeometry } from '@grid/data/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { sql } from '../../server/store/index.ts'
import { smallCentre, Workshop } from '../intake/workshop.ts'
import { isShared, shared } from './cityData.ts'

const Outline = z.object({ features: z.array(z.object({ geometry: AreaGeometry })).length(1) })

/** The corners of the outline in one of the two systems it is given in. */
function corners(system: string): number[][] {
  const file = join(shared, 'gaoling', `outline.${system}.geojson`)
  const [feature] = Outline.parse(JSON.parse(readFileSync(file, 'utf8'))).features
  if (!feature) return []
  const { geometry } = feature
  return geometry.type === 'Polygon' ? geometry.coordinates.flat() : geometry.coordinates.flat(2)
}

// The outline in WGS-84 was converted from the one in GCJ-02 by whoever gave the data, not by this project.
describe.skipIf(!isShared('gaoling'))('the outline of Gaoling in GCJ-02', () => {
  let shop: Workshop
  const given = isShared('gaoling') ? corners('gcj02') : []

  beforeAll(async () => {
    shop = new Workshop()
    shop.file('centre.json', { ...smallCentre, levels: [] })
    const rows = given.map(([x, y], index) => `${index},2026-01-01T08:00:00,${x},${y}`)
    shop.file('tickets.csv', `id,reported_at,x,y\n${rows.join('\n')}\n`)
    shop.file('tickets.map.json', {
      crs: 'GCJ-02',
      fields: { id: 'id', reported_at: 'reported_at', lon: 'x', lat: 'y' },
    })
    await shop.load()
  })
  afterAll(() => shop[Symbol.asyncDispose]())

  it('comes out as in WGS-84, to a metre, with the given pair kept', async () => {
    const rows = await shop.read(
      sql`SELECT lon, lat, given_x, given_y, given_crs FROM ticket ORDER BY CAST(id AS INTEGER)`,
    )
    const expected = corners('wgs84')
    expect(rows).toHaveLength(expected.length)
    for (const [index, { lon, lat, given_x, given_y, given_crs }] of rows.entries()) {
      expect(Math.abs(Number(lon) - Number(expected[index]?.[0]))).toBeLessThan(1e-5)
      expect(Math.abs(Number(lat) - Number(expected[index]?.[1]))).toBeLessThan(1e-5)
      expect([given_x, given_y, given_crs]).toEqual([...(given[index] ?? []), 'GCJ-02'])
    }
  })

  it('is the outline of an area, whose knot is undone', async () => {
    const map = shop.file('gcj.map.json', { crs: 'GCJ-02', fields: { code: 'code', name: 'name' } })
    const report = await shop.import('areas', join(shared, 'gaoling', 'outline.gcj02.geojson'), { map })
    expect(report).toMatchObject({ read: 1, inserted: 1, flagged: { outline_repaired: 1 } })
    const [box] = await shop.read(sql`SELECT west, south, east, north FROM area`)
    const xs = corners('wgs84').map(([x = 0]) => x)
    expect(Math.abs(Number(box?.west) - Math.min(...xs))).toBeLessThan(1e-5)
    expect(Math.abs(Number(box?.east) - Math.max(...xs))).toBeLessThan(1e-5)
    // tickets that were there before the area are judged again: none is far from its own border
    expect(await shop.read(sql`SELECT count(*) AS n FROM ticket WHERE point_flag IS NOT NULL`)).toEqual([
      { n: 0 },
    ])
  })
})
