import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkCentre } from '../../server/intake/index.ts'
import { sql } from '../../server/store/index.ts'
import { collection, feature, smallCentre, twoStreets, Workshop } from './workshop.ts'

let shop: Workshop

beforeEach(() => {
  shop = new Workshop()
  shop.file('centre.json', smallCentre)
})
afterEach(() => shop[Symbol.asyncDispose]())

const areas = () =>
  shop.read(sql`SELECT a.code, a.name, l.id AS level, p.code AS parent, a.kind FROM area a
    JOIN level l ON l.depth = a.depth LEFT JOIN area p ON p.key = a.parent ORDER BY a.depth, a.code`)
const places = async () =>
  (
    await shop.read(sql`SELECT t.id, coalesce(b.code, a.code, '-') AS at FROM ticket t
      LEFT JOIN area a ON a.key = t.area0 LEFT JOIN area b ON b.key = t.area1 ORDER BY t.id`)
  ).map(({ id, at }) => `${id} ${at}`)

describe('importing areas', () => {
  it('makes the tree, and makes it again from the same file without a change', async () => {
    shop.file('areas.geojson', twoStreets)
    expect((await shop.load()).areas).toMatchObject({ read: 3, inserted: 3, flagged: {}, created: {} })
    const tree = [
      { code: 'd', name: 'District', level: 'district', parent: null, kind: 'basic' },
      { code: 's1', name: 'West Street', level: 'street', parent: 'd', kind: 'basic' },
      { code: 's2', name: 'East Street', level: 'street', parent: 'd', kind: 'basic' },
    ]
    expect(await areas()).toEqual(tree)
    const again = await shop.import('areas', shop.file('again.geojson', twoStreets))
    expect(again).toMatchObject({ read: 3, inserted: 0, updated: 0, unchanged: 3 })
    expect(await areas()).toEqual(tree)
  })

  it('places tickets again when boundaries move', async () => {
    shop.file('areas.geojson', twoStreets)
    const tickets = shop.file(
      'tickets.csv',
      'id,reported_at,lon,lat,area\na,2026-01-01T08:00:00,109.008,34.505,\nb,2026-01-01T08:00:00,,,s3\nc,2026-01-01T08:00:00,109.3,34.505,\n',
    )
    await shop.load()
    expect(await places()).toEqual(['a s1', 'b -', 'c -'])
    const moved = collection(
      feature({ code: 's1', name: 'West Street', level: 'street', parent: 'd' }, 109, 34.5, 0.005),
      feature({ code: 's3', name: 'Far Street', level: 'street', parent: 'd' }, 109.29, 34.5, 0.02),
      feature(
        { code: 'm', name: 'Market', level: 'street', parent: 'd', kind: 'special' },
        109.29,
        34.5,
        0.02,
      ),
    )
    expect(await shop.import('areas', shop.file('moved.geojson', moved))).toMatchObject({
      read: 3,
      inserted: 2,
      updated: 1,
    })
    // a lies in the district alone now; b names the new street; c was far outside and is in it
    expect(await places()).toEqual(['a d', 'b s3', 'c s3'])
    expect(await shop.read(sql`SELECT t.id FROM ticket_special s JOIN ticket t ON t.key = s.ticket`)).toEqual(
      [{ id: 'c' }],
    )
    expect((await checkCentre(await shop.store())).checks.filter(({ found }) => found > 0)).toEqual([])
    // what was given is known whether it is the point itself or not
    expect(await shop.import('tickets', tickets)).toMatchObject({ unchanged: 3 })
    const far = collection(
      feature({ code: 'd', name: 'District', level: 'district' }, 109.28, 34.5, 0.04),
      feature({ code: 's1', name: 'West Street', level: 'street', parent: 'd' }, 109.28, 34.5, 0.005),
      feature({ code: 's2', name: 'East Street', level: 'street', parent: 'd' }, 109.315, 34.5, 0.005),
    )
    await shop.import('areas', shop.file('far.geojson', far))
    expect(await places()).toEqual(['a -', 'b s3', 'c s3'])
    expect(await shop.read(sql`SELECT lon, given_x, given_crs FROM ticket WHERE id = 'a'`)).toEqual([
      { lon: null, given_x: 109.008, given_crs: 'EPSG:4326' },
    ])
    expect(await shop.import('tickets', tickets)).toMatchObject({ unchanged: 3 })
  })

  it('makes a single level hang below the whole centre, and takes it back when the real one comes', async () => {
    shop.file('centre.json', { ...smallCentre, levels: [] })
    shop.file(
      'areas.geojson',
      collection(
        feature({ code: 'x', name: 'X' }, 109, 34.5),
        feature({ code: 'y', name: 'Y' }, 109.01, 34.5),
      ),
    )
    shop.file('tickets.csv', 'id,reported_at,lon,lat\na,2026-01-01T08:00:00,109.015,34.505\n')
    const report = await shop.load()
    expect(report.areas?.created).toEqual({ levels: ['centre', 'level-1'], areas: ['small'] })
    expect((await areas()).map(({ code, parent }) => `${code} ${parent}`)).toEqual([
      'small null',
      'x small',
      'y small',
    ])
    expect(await places()).toEqual(['a y'])

    const whole = collection(
      feature({ code: 'w', name: 'Whole', level: 'top' }, 109, 34.5, 0.02),
      feature({ code: 'x', name: 'X', parent: 'w', level: 'level-1' }, 109, 34.5),
      feature({ code: 'y', name: 'Y', parent: 'w', level: 'level-1' }, 109.01, 34.5),
    )
    await shop.import('areas', shop.file('whole.geojson', whole))
    expect((await areas()).map(({ code, level, parent }) => `${code} ${level} ${parent}`)).toEqual([
      'w top null',
      'x level-1 w',
      'y level-1 w',
    ])
    expect(await places()).toEqual(['a y'])
    expect((await checkCentre(await shop.store())).sound).toBe(true)
  })

  it('refuses what does not hold, with the reason, and takes the rest', async () => {
    const bowTie = {
      ...feature({ code: 'x', name: 'Bow Tie', level: 'street', parent: 'd' }, 0, 0),
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [109, 34.5],
            [109.02, 34.51],
            [109.02, 34.5],
            [109, 34.51],
            [109, 34.5],
          ],
        ],
      },
    }
    const swapped = feature({ code: 'sw', name: 'Swapped', level: 'street', parent: 'd' }, 34.5, 109)
    const all = collection(
      feature({ code: 'd', name: 'District', level: 'district' }, 109, 34.5, 0.02),
      bowTie,
      swapped,
      feature({ code: 'o', name: 'Orphan', level: 'street', parent: 'nobody' }, 109, 34.5),
      feature({ code: 'p', name: 'Parentless', level: 'street' }, 109, 34.5),
      feature({ code: 'd', name: 'Other District', level: 'district' }, 109, 34.5),
      feature({ name: 'Nameless code', level: 'street' }, 109, 34.5),
    )
    shop.file('areas.geojson', all)
    const { areas: report } = await shop.load()
    expect(report).toMatchObject({ read: 7, inserted: 1, rejected: 6 })
    const told = new Map(
      shop.rejects(report?.rejects ?? null).map(([row, column, , reason]) => [`${row} ${column}`, reason]),
    )
    expect(told.get('2 geometry')).toMatch(/crosses itself at 109\.01, 34\.505/)
    expect(told.get('3 geometry')).toMatch(/latitude and longitude swapped/)
    expect(told.get('4 parent')).toMatch(/nobody is neither in the file nor in the centre/)
    expect(told.get('5 parent')).toMatch(/has no parent, and its level street is not the first/)
    expect(told.get('6 code')).toMatch(/already that of row 1/)
    expect(told.get('7 code')).toBe('is missing')
  })
})
