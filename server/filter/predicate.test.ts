import type { Filter } from '@grid/data/contract'
import { Status, Urgency } from '@grid/data/contract'
import { polygonContains } from 'd3-polygon'
import fc from 'fast-check'
import { cellToParent, getResolution, latLngToCell } from 'h3-js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askingOf } from '../../test/fixtures/asking.ts'
import { callerOf } from '../../test/fixtures/caller.ts'
import { type FixtureTicket, storeWith } from '../../test/fixtures/centre.ts'
import { twoStreets } from '../../test/fixtures/two-streets.ts'
import { type Store, sql } from '../store/index.ts'
import { type Asking, predicateOf } from './index.ts'
import { isCaseless } from './predicate.ts'

const words = [
  'Lift',
  'lift stuck',
  '楼道',
  '100%',
  'under_score',
  "O'Hara",
  '; DROP TABLE ticket',
  '\\',
  '%',
  '',
]
const trees = [['D'], ['D', 'S1'], ['D', 'S1', 'C11'], ['D', 'S1', 'C12'], ['D', 'S2', 'C21']]
const ids = (key: 'sources' | 'categories' | 'units' | 'tiers') =>
  (twoStreets.pack[key] ?? []).map((member) => member.id)
const tierIds = ['grid', 'community', 'street', 'centre', 'department', 'city']

/** Hundredths of a degree and a half: no point lies on a line that a polygon of whole hundredths has. */
const lon = fc.integer({ min: 0, max: 19 }).map((step) => 109 + step / 100 + 0.005)
const lat = fc.integer({ min: 0, max: 19 }).map((step) => 34.4 + step / 100 + 0.0037)
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })

const ticket = fc.record({
  source: maybe(fc.constantFrom(...ids('sources'))),
  category: maybe(fc.constantFrom(...ids('categories'))),
  unit: maybe(fc.constantFrom(...ids('units'))),
  tier: maybe(fc.constantFrom(...tierIds)),
  status: fc.constantFrom(...Status.options),
  urgency: fc.constantFrom(...Urgency.options),
  areas: maybe(fc.constantFrom(...trees)),
  special: fc.constantFrom<string[]>([], [], ['X']),
  point: maybe(fc.tuple(lon, lat)),
  title: maybe(fc.constantFrom(...words)),
  description: maybe(fc.constantFrom(...words)),
  address: maybe(fc.constantFrom(...words)),
})

const tickets: FixtureTicket[] = fc.sample(ticket, { numRuns: 150, seed: 20260301 }).map((drawn, index) => ({
  id: `T${index}`,
  reported: '2026-03-01 09:00',
  ...Object.fromEntries(Object.entries(drawn).filter(([, value]) => value !== undefined)),
}))

const some = <T>(values: readonly T[]) =>
  maybe(fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }))
const corner = fc.tuple(
  fc.integer({ min: 0, max: 20 }).map((step) => 109 + step / 100),
  fc.integer({ min: 0, max: 20 }).map((step) => 34.4 + step / 100),
)
const ring = fc
  .uniqueArray(corner, { minLength: 3, maxLength: 8, selector: String })
  .map((corners) => [...corners, corners[0]!])

/** Cells of four sizes, each about a point that a ticket may have. */
const hexagon = fc
  .tuple(lon, lat, fc.constantFrom(6, 7, 9, 11))
  .map(([x, y, size]) => latLngToCell(y, x, size))
/** The cell of a point at a size by the cells that tickets carry: not always the one it lies in. */
const carried = (x: number, y: number, size: number) => cellToParent(latLngToCell(y, x, 11), size)

const filter = fc.record({
  area: some(['D', 'S1', 'S2', 'C11', 'C12', 'C21', 'X']),
  source: some(ids('sources')),
  category: some(ids('categories')),
  unit: some(ids('units')),
  tier: some(tierIds),
  status: some(Status.options),
  urgency: some(Urgency.options),
  bbox: maybe(
    fc
      .tuple(corner, corner)
      .map(([[x1, y1], [x2, y2]]): [number, number, number, number] => [
        Math.min(x1, x2),
        Math.min(y1, y2),
        Math.max(x1, x2),
        Math.max(y1, y2),
      ]),
  ),
  within: maybe(
    fc
      .array(ring, { minLength: 1, maxLength: 2 })
      .map((coordinates) => ({ type: 'Polygon' as const, coordinates })),
  ),
  hexagon: maybe(fc.uniqueArray(hexagon, { minLength: 1, maxLength: 4 })),
  q: maybe(fc.constantFrom('lift', 'LIFT', '道', '%', '_', "'", '\\', 'drop table', 'nowhere')),
})

/** What the filter means, in plain words of another language. */
function holds(wanted: Filter, given: FixtureTicket): boolean {
  const oneOf = (values: readonly string[] | undefined, value: string | undefined) =>
    values === undefined || (value !== undefined && values.includes(value))
  const parent = twoStreets.pack.categories?.find(({ id }) => id === given.category)?.parent
  const [x, y] = given.point ?? [Number.NaN, Number.NaN]
  const inBox = ([west, south, east, north]: readonly number[]) =>
    x >= west! && x <= east! && y >= south! && y <= north!
  const rings = wanted.within?.coordinates.map((points) => points.map(([a, b]): [number, number] => [a, b]))
  const texts = [given.title, given.description, given.address].map((text) => (text ?? '').toLowerCase())
  return (
    (wanted.area === undefined ||
      wanted.area.some((code) => given.areas?.includes(code) || given.special?.includes(code))) &&
    oneOf(wanted.source, given.source) &&
    (oneOf(wanted.category, given.category) || oneOf(wanted.category, parent)) &&
    oneOf(wanted.unit, given.unit) &&
    oneOf(wanted.tier, given.tier) &&
    oneOf(wanted.status, given.status) &&
    oneOf(wanted.urgency, given.urgency) &&
    (wanted.bbox === undefined || inBox(wanted.bbox)) &&
    (rings === undefined ||
      (given.point !== undefined &&
        rings.filter((points) => polygonContains(points, [x, y])).length % 2 === 1)) &&
    (wanted.hexagon === undefined ||
      (given.point !== undefined &&
        wanted.hexagon.some((cell) => carried(x, y, getResolution(cell)) === cell))) &&
    (wanted.q === undefined || texts.some((text) => text.includes(wanted.q!.toLowerCase())))
  )
}

describe('the filter', () => {
  let store: Store
  let asking: Asking

  beforeAll(async () => {
    store = await storeWith({ ...twoStreets, tickets })
    asking = await askingOf(store, callerOf({ role: 'administrator', scope: 'all', freeText: true }))
  })
  afterAll(() => store.close())

  const found = async (wanted: Filter, by: Asking = asking) => {
    const rows = await store.read(sql`SELECT t.id FROM ticket t WHERE ${predicateOf(by, wanted)}`)
    return rows.map((row) => String(row.id)).sort()
  }
  const expected = (keep: (given: FixtureTicket) => boolean) =>
    tickets
      .filter(keep)
      .map(({ id }) => id)
      .sort()

  const keys = [
    'area',
    'source',
    'category',
    'unit',
    'tier',
    'status',
    'urgency',
    'bbox',
    'within',
    'hexagon',
    'q',
  ] as const
  it.each(keys)('finds by %s what plain code finds', async (key) => {
    let hits = 0
    await fc.assert(
      fc.asyncProperty(filter, async (drawn) => {
        const wanted: Filter = { [key]: drawn[key] }
        const answer = await found(wanted)
        if (drawn[key] !== undefined) hits += answer.length
        expect(answer).toEqual(expected((given) => holds(wanted, given)))
      }),
      { numRuns: 40 },
    )
    expect(hits).toBeGreaterThan(0)
  })

  it('finds by all keys together what plain code finds', async () => {
    await fc.assert(
      fc.asyncProperty(filter, async (wanted) => {
        expect(await found(wanted)).toEqual(expected((given) => holds(wanted, given)))
      }),
      { numRuns: 100 },
    )
  })

  it('never leaves the scope of the caller, whatever is asked', async () => {
    await fc.assert(
      fc.asyncProperty(
        filter,
        fc.uniqueArray(fc.constantFrom('S1', 'C21', 'X', 'gone')),
        async (wanted, scope) => {
          const caller = callerOf({ role: 'coordinator', scope, freeText: true })
          const visible = (given: FixtureTicket) =>
            scope.some((code) => given.areas?.includes(code) || given.special?.includes(code))
          expect(await found(wanted, { ...asking, caller })).toEqual(
            expected((given) => visible(given) && holds(wanted, given)),
          )
        },
      ),
      { numRuns: 60 },
    )
  })

  it('puts nothing of a search into the statement', () => {
    const written = [predicateOf(asking, { q: 'x' }).text, predicateOf(asking, { q: '道' }).text]
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'binary' }), (q) => {
        expect(written).toContain(predicateOf(asking, { q }).text)
      }),
    )
  })

  it('takes no letter for one without capitals that is one, or becomes of one', () => {
    const ofCapitals: string[] = []
    for (let code = 0; code <= 0x10ffff; code++) {
      if (code >= 0xd800 && code <= 0xdfff) continue
      const letter = String.fromCodePoint(code)
      const others = [letter.toLowerCase(), letter.toUpperCase()].filter((other) => other !== letter)
      if (others.length > 0) ofCapitals.push(letter, ...others.filter((other) => [...other].length === 1))
    }
    expect(ofCapitals.length).toBeGreaterThan(2_000)
    expect(ofCapitals.filter(isCaseless)).toEqual([])
    expect(isCaseless('12号楼 电梯（东）')).toBe(true)
  })

  it('refuses what the centre does not know, every value by name, and never as part of a statement', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('area', 'source', 'category', 'unit', 'tier'),
        fc.string({ minLength: 9 }),
        (key, value) => {
          expect(() => predicateOf(asking, { [key]: [value] })).toThrow(
            expect.objectContaining({
              status: 400,
              errors: [{ parameter: key, detail: expect.stringContaining(`"${value}" is unknown`) }],
            }),
          )
        },
      ),
    )
  })

  it('refuses a search of texts to those who may not read them', () => {
    const caller = callerOf({ role: 'planner', scope: 'all', freeText: false })
    expect(() => predicateOf({ ...asking, caller }, { q: 'lift' })).toThrow(
      expect.objectContaining({ status: 403 }),
    )
  })
})
