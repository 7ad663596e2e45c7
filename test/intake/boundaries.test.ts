import type { BoundaryReport } from '@grid/data/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { clockAt } from '../../server/clock.ts'
import {
  applyBoundaries,
  type BoundaryWish,
  checkCentre,
  previewBoundaries,
  withdrawBoundaries,
} from '../../server/intake/index.ts'
import { sql } from '../../server/store/index.ts'
import { callerOf } from '../fixtures/caller.ts'
import { area, boxOf, community, smallTown, split, ticketsOfTown, townCentre } from '../fixtures/town.ts'
import { collection, feature, Workshop } from './workshop.ts'

let shop: Workshop
const clock = clockAt('2026-03-01T00:00:00Z')
const happening = { at: clock.now(), caller: callerOf({ role: 'planner' }), from: null }

beforeEach(async () => {
  shop = new Workshop()
  shop.file('centre.json', townCentre)
  shop.file('areas.geojson', smallTown)
  shop.file('tickets.csv', ticketsOfTown)
  await shop.load()
})
afterEach(() => shop[Symbol.asyncDispose]())

function wish(file: object, more: Partial<BoundaryWish> = {}): BoundaryWish {
  const path = shop.file('new.geojson', file)
  return {
    file: { path, mapping: undefined, place: path },
    crs: null,
    validFrom: '2026-01-01',
    name: 'Split of the north',
    note: null,
    changesOnly: false,
    accept: [],
    ...more,
  }
}
const preview = async (file: object, more?: Partial<BoundaryWish>) =>
  previewBoundaries(await shop.store(), wish(file, more), clock)
const apply = async (file: object, more?: Partial<BoundaryWish>, token?: string) =>
  applyBoundaries(await shop.store(), wish(file, more), clock, { happening, token })

/** `id today/then`, by the smallest area. */
const places = async () =>
  (
    await shop.read(sql`SELECT t.id, coalesce(n2.code, n1.code, n0.code, '-') AS now,
        CASE WHEN t.then_placed IS NULL THEN NULL ELSE coalesce(w2.code, w1.code, w0.code, '-') END AS was
      FROM ticket t LEFT JOIN area n0 ON n0.key = t.area0 LEFT JOIN area n1 ON n1.key = t.area1
        LEFT JOIN area n2 ON n2.key = t.area2
        LEFT JOIN (SELECT key, code FROM area UNION ALL SELECT key, code FROM former_area) w0 ON w0.key = t.then0
        LEFT JOIN (SELECT key, code FROM area UNION ALL SELECT key, code FROM former_area) w1 ON w1.key = t.then1
        LEFT JOIN (SELECT key, code FROM area UNION ALL SELECT key, code FROM former_area) w2 ON w2.key = t.then2
      ORDER BY t.id`)
  ).map(({ id, now, was }) => `${id} ${now}${was === null ? '' : `/${was}`}`)

const sound = async () =>
  expect((await checkCentre(await shop.store())).checks.filter(({ found }) => found > 0)).toEqual([])
const faults = ({ faults: list }: BoundaryReport) =>
  list.map(({ kind, areas }) => `${kind} ${areas.join(' ')}`)

describe('a community that is split', () => {
  it('is previewed with what moves, and nothing is written', async () => {
    const before = (await shop.store()).version
    const report = await preview(split)
    expect(faults(report)).toEqual([])
    expect(report).toMatchObject({
      applied: false,
      known: false,
      edition: { number: 2, validFrom: '2026-01-01' },
    })
    expect(report.areas).toEqual({ read: 4, added: 2, ended: 1, changed: 0, unchanged: 2 })
    expect(report.changes.map(({ code, kinds, to, from }) => ({ code, kinds, to, from }))).toEqual([
      // the east half takes 0.6 of the north, by the width of its box
      {
        code: 'n',
        kinds: ['ended'],
        to: [
          { code: 'ne', share: 0.6 },
          { code: 'nw', share: 0.4 },
        ],
        from: [],
      },
      { code: 'ne', kinds: ['added'], to: [], from: [{ code: 'n', share: 0.6 }] },
      { code: 'nw', kinds: ['added'], to: [], from: [{ code: 'n', share: 0.4 }] },
    ])
    // three on each side, and one that has no point and is known by its code
    expect(report.tickets).toMatchObject({ all: 10, moved: 7, left: 0, found: 0, byCode: 1 })
    expect(report.tickets.byLevel).toEqual([
      { level: 'district', moved: 0 },
      { level: 'street', moved: 0 },
      { level: 'community', moved: 7 },
    ])
    expect(report.tickets.between).toEqual([
      { from: 'n', to: 'nw', tickets: 3 },
      { from: 'n', to: 'ne', tickets: 3 },
      { from: 'n', to: 'a', tickets: 1 },
    ])
    expect(report.tickets.first.map(({ id, to }) => `${id} ${to.join(' ')}`)).toContain('w1 d a nw')
    expect((await shop.store()).version).toBe(before)
  })

  it('moves the tickets and keeps where they lay by the boundaries of their day', async () => {
    const report = await apply(split)
    expect(report).toMatchObject({ applied: true, tickets: { moved: 7 } })
    // w3, e3 were reported after the change, so there is no other time; c1 goes to the street, the parts are unknown
    expect(await places()).toEqual([
      'c1 a/n',
      'e1 ne/n',
      'e2 ne/n',
      'e3 ne',
      's1 s',
      's2 s',
      'u1 -',
      'w1 nw/n',
      'w2 nw/n',
      'w3 nw',
    ])
    await sound()
    expect(
      await shop.read(
        sql`SELECT number, CAST(valid_from AS VARCHAR) AS day, name, by_role, moved FROM edition ORDER BY number`,
      ),
    ).toEqual([
      { number: 1, day: null, name: null, by_role: null, moved: null },
      { number: 2, day: '2026-01-01', name: 'Split of the north', by_role: 'planner', moved: 7 },
    ])
  })

  it('changes nothing the second time, and comes back whole when it is withdrawn', async () => {
    const before = await places()
    const areas = sql`SELECT * FROM area ORDER BY key`
    const kept = await shop.read(areas)
    await apply(split)
    const version = (await shop.store()).version
    const again = await apply(split)
    expect(again).toMatchObject({ applied: false, known: true, changes: [] })
    expect(again.tickets.moved).toBe(0)
    expect((await shop.read(sql`SELECT count(*) AS n FROM edition`))[0]?.n).toBe(2)
    expect((await shop.store()).version).toBeGreaterThanOrEqual(version)
    expect(await withdrawBoundaries(await shop.store(), { happening })).toMatchObject({
      number: 2,
      validFrom: '2026-01-01',
    })
    expect(await places()).toEqual(before)
    expect(await shop.read(areas)).toEqual(kept)
    expect(await shop.read(sql`SELECT * FROM former_area`)).toEqual([])
    await sound()
    await expect(withdrawBoundaries(await shop.store(), { happening })).rejects.toThrow(/no new boundaries/)
  })

  it('takes late tickets of before by the boundaries of their day', async () => {
    await apply(split)
    const late =
      'id,reported_at,lon,lat,area\nl1,2025-12-31T23:59:00,109.001,34.505,\nl2,2026-01-01T00:00:00,109.001,34.505,\nl3,2025-06-01T08:00:00,,,nw\nl4,2026-02-01T08:00:00,,,n\n'
    await shop.import('tickets', shop.file('late.csv', late))
    // l3 names an area of later: of those above it the street was there; l4 names one that is gone
    expect((await places()).filter((place) => place.startsWith('l'))).toEqual([
      'l1 nw/n',
      'l2 nw',
      'l3 nw/a',
      'l4 a',
    ])
    await shop.import('tickets', shop.file('late.csv', late.replace('2025-12-31T23:59', '2026-01-02T00:00')))
    expect((await places()).find((place) => place.startsWith('l1'))).toBe('l1 nw')
    await sound()
  })

  it('is refused where the areas are not those of the preview any more', async () => {
    const { token } = await preview(split)
    await shop.import(
      'areas',
      shop.file(
        'more.geojson',
        collection(feature({ code: 'x', name: 'Market', kind: 'special', level: 'community' }, 109, 34.5)),
      ),
    )
    await expect(apply(split, {}, token)).rejects.toThrow(/preview again/)
    const { token: fresh } = await preview(split)
    expect(await apply(split, {}, fresh)).toMatchObject({ applied: true })
  })
})

describe('other changes of boundaries', () => {
  it('merges communities, and what was known by the code of one is in the whole', async () => {
    await apply(collection(community('m', 'a', 109, 34.49, 109.02, 34.51), area.t))
    expect((await places()).filter((place) => /^[cs]/.test(place))).toEqual(['c1 m/n', 's1 m/s', 's2 m'])
    await sound()
  })

  it('moves a community to another street: the code stays, the street is another', async () => {
    const report = await apply(
      collection(
        boxOf({ code: 'a', name: 'Street a', level: 'street', parent: 'd' }, 109, 34.5, 109.02, 34.51),
        {
          ...boxOf({ code: 'b', name: 'Street b', level: 'street', parent: 'd' }, 0, 0, 1, 1),
          geometry: corner,
        },
        area.n,
        community('s', 'b', 109, 34.49, 109.02, 34.5),
        area.t,
      ),
    )
    expect(report.changes.map(({ code, kinds }) => `${code} ${kinds.join(' ')}`)).toEqual([
      'a outline',
      'b outline',
      's moved',
    ])
    expect(report.tickets.byLevel.map(({ moved }) => moved)).toEqual([0, 2, 0])
    expect(await shop.read(streets)).toEqual([
      { id: 's1', now: 'b', was: 'a' },
      { id: 's2', now: 'b', was: null },
    ])
    await sound()
  })

  it('renames an area, whose tickets stay where they are', async () => {
    const renamed = boxOf(
      { code: 's', name: 'Southgate', level: 'community', parent: 'a' },
      109,
      34.49,
      109.02,
      34.5,
    )
    const report = await apply(collection(renamed), { changesOnly: true })
    expect(report.changes).toMatchObject([
      { code: 's', kinds: ['renamed'], nameBefore: 'Community s', kept: 1 },
    ])
    expect(report.tickets.moved).toBe(0)
    // households of ground that stays are kept though the file has none
    expect(await shop.read(sql`SELECT name, households FROM area WHERE code = 's'`)).toEqual([
      { name: 'Southgate', households: 100 },
    ])
    await sound()
  })

  it('takes the changes alone, an ended area by its last day', async () => {
    const file = collection(area.nw, area.ne, {
      ...area.n,
      properties: { code: 'n', name: 'Community n', level: 'community', parent: 'a', validTo: '2026-01-01' },
    })
    expect(faults(await preview(file))).toEqual(['gap s', 'gap t'])
    expect(await apply(file, { changesOnly: true })).toMatchObject({
      areas: { added: 2, ended: 1, changed: 0 },
      tickets: { moved: 7 },
    })
  })

  it('finds the new parent of what the file does not name', async () => {
    await shop.import(
      'areas',
      shop.file(
        'grids.geojson',
        collection(
          ...[109, 109.008].map((west, index) =>
            boxOf(
              { code: `g${index}`, name: `Grid ${index}`, level: 'grid', parent: 'n' },
              west,
              34.5,
              index === 0 ? 109.008 : 109.02,
              34.51,
            ),
          ),
        ),
      ),
    )
    const report = await apply(split)
    expect(
      report.changes.filter(({ level }) => level === 'grid').map(({ code, parent }) => `${code} ${parent}`),
    ).toEqual(['g0 nw', 'g1 ne'])
    expect((await places()).filter((place) => place.startsWith('w'))).toEqual(['w1 nw/n', 'w2 nw/n', 'w3 nw'])
    await sound()
  })

  it.each([
    [
      'an overlap',
      collection(area.nw, community('ne', 'a', 109.007, 34.5, 109.02, 34.51), area.s, area.t),
      'overlap ne nw',
    ],
    [
      'a gap',
      collection(area.nw, community('ne', 'a', 109.009, 34.5, 109.02, 34.51), area.s, area.t),
      'gap n',
    ],
    [
      'an area outside the one above',
      collection(area.nw, community('ne', 'b', 109.008, 34.5, 109.02, 34.51), area.s, area.t),
      'outside ne b',
    ],
    [
      'an unknown parent',
      collection(area.nw, community('ne', 'x', 109.008, 34.5, 109.02, 34.51), area.s, area.t),
      'row ne',
    ],
    [
      'another level for a code',
      collection(
        boxOf({ code: 'n', name: 'n', level: 'street', parent: 'd' }, 109, 34.5, 109.02, 34.51),
        area.a,
        area.b,
      ),
      'code n',
    ],
    [
      'outlines of another system',
      collection(
        ...(['a', 'b', 'd'] as const).map((code) => ({ ...area[code], geometry: shifted(area[code]) })),
      ),
      'displaced a b d',
    ],
  ])('refuses %s, with the place and a remedy, and changes nothing', async (_, file, expected) => {
    const report = await preview(file)
    expect(faults(report)).toContain(expected)
    const one = report.faults.find(({ kind }) => expected.startsWith(kind))
    expect(one?.remedy).toMatch(/\w/)
    const version = (await shop.store()).version
    await expect(apply(file)).rejects.toThrow(one?.reason.slice(0, 20))
    expect((await shop.store()).version).toBe(version)
  })

  it('takes a gap that is meant', async () => {
    const file = collection(area.nw, community('ne', 'a', 109.009, 34.5, 109.02, 34.51), area.s, area.t)
    expect(await apply(file, { accept: ['gap'] })).toMatchObject({ applied: true })
    // 109.009 is a border of the new one and none of the gap's
    expect((await places()).find((place) => place.startsWith('e1'))).toBe('e1 ne/n')
  })

  it('refuses days that come before or are still to come', async () => {
    await apply(split)
    const merged = collection(community('m', 'a', 109, 34.49, 109.02, 34.51), area.t)
    await expect(apply(merged, { validFrom: '2025-06-01' })).rejects.toThrow(/later than 2025-06-01/)
    await expect(apply(merged)).rejects.toThrow(/from 2026-01-01 on already/)
    await expect(apply(merged, { validFrom: '2026-03-02' })).rejects.toThrow(/still to come/)
    await apply(merged, { validFrom: '2026-02-02' })
    // w3 and e3 each by the edition of its day, c1 through two changes
    expect((await places()).filter((place) => /^([we]3|c1|w1)/.test(place))).toEqual([
      'c1 a/n',
      'e3 m',
      'w1 m/n',
      'w3 m/nw',
    ])
    await sound()
    await withdrawBoundaries(await shop.store(), { happening })
    expect((await places()).find((place) => place.startsWith('w3'))).toBe('w3 nw')
    await sound()
  })

  it('takes the same ground drawn otherwise for no change', async () => {
    const geometry = {
      type: 'Polygon',
      coordinates: [
        [
          [109.01, 34.5],
          [109.02, 34.5],
          [109.02, 34.51],
          [109, 34.51],
          [109, 34.5],
          [109.01, 34.5],
        ],
      ],
    }
    expect(await preview(collection({ ...area.n, geometry }, area.s, area.t))).toMatchObject({ known: true })
  })
})

const streets = sql`SELECT t.id, n.code AS now, w.code AS was FROM ticket t JOIN area n ON n.key = t.area1
  LEFT JOIN former_area w ON w.key = t.then1 WHERE t.id LIKE 's%' ORDER BY t.id`

/** Street b with the south of street a. */
const corner = {
  type: 'Polygon',
  coordinates: [
    [
      [109, 34.49],
      [109.04, 34.49],
      [109.04, 34.51],
      [109.02, 34.51],
      [109.02, 34.5],
      [109, 34.5],
      [109, 34.49],
    ],
  ],
}

/** Some 480 m to the east and a little to the south, as GCJ-02 is. */
function shifted({ geometry }: (typeof area)['d']) {
  return {
    type: 'Polygon',
    coordinates: geometry.coordinates.map((ring) => ring.map(([x = 0, y = 0]) => [x + 0.0047, y - 0.0015])),
  }
}
