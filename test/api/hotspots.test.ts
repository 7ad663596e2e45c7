import { EmergingHotspots, Hotspots, Problem, TicketPage } from '@grid/data/contract'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Store, sql } from '../../server/store/index.ts'
import { appOf } from '../fixtures/app.ts'
import { callerOf } from '../fixtures/caller.ts'
import { type FixtureTicket, storeWith } from '../fixtures/centre.ts'
import { hotTown, square } from '../fixtures/hot-town.ts'

const march = 'from=2026-03-01&to=2026-04-01'
const now = '2026-04-01T00:30:00+08:00'

const askerOf = (store: Store, options: Parameters<typeof appOf>[1] = {}) => {
  const { get } = appOf(store, { now, ...options })
  const asked = async <T>(path: string, schema: { parse(json: unknown): T }) => {
    const { status, json, text } = await get(path)
    expect(status, text).toBe(200)
    return schema.parse(json)
  }
  return {
    get,
    hot: (query: string) => asked(`/api/hotspots?${query}`, Hotspots),
    emerging: (query: string) => asked(`/api/hotspots/emerging?${query}`, EmergingHotspots),
  }
}
const withTickets = (tickets: FixtureTicket[]) => storeWith({ ...hotTown, tickets })
const codes = (answer: { warnings: { code: string }[] }) => answer.warnings.map(({ code }) => code)

describe('hot places', () => {
  let store: Store
  let ask: ReturnType<typeof askerOf>
  beforeAll(async () => {
    store = await storeWith(hotTown)
    ask = askerOf(store)
  })
  afterAll(() => store.close())

  it('of areas are those of spdep, corrected by p.adjust', async () => {
    // localG with include.self of cell2nb(6, 6, "queen"), style B, spdep 1.2.7 on R 4.2.2
    const found = await ask.hot('level=community')
    const of = (row: number, column: number) => found.cells.find(({ id }) => id === square(row, column))!
    expect([found.tickets, found.mean, found.deviation]).toEqual([72, 2, Math.sqrt(8)])
    expect(of(0, 0)).toMatchObject({ z: 0.92438747, neighbours: 3, class: 'none', count: 1, expected: 2 })
    expect(of(0, 0).pAdjusted).toBeCloseTo(0.426342, 5)
    expect(of(1, 1)).toMatchObject({
      z: 3.6228442,
      neighbours: 8,
      class: 'hot99',
      around: 45,
      aroundExpected: 18,
    })
    expect(of(1, 1).pAdjusted).toBeCloseTo(0.002622, 5)
    expect(of(0, 1)).toMatchObject({
      z: 1.8708287,
      class: 'none',
      rawClass: 'hot90',
      rate: 10,
      households: 100,
    })
    expect(of(3, 3)).toMatchObject({ z: 0, p: 1, pAdjusted: 1 })
    expect(of(5, 5)).toMatchObject({ z: -0.73950997, edge: false, boundary: null, area: 'C55' })
    expect(found.classes).toEqual({ hot99: 4, hot95: 0, hot90: 0, none: 32, cold90: 0, cold95: 0, cold99: 0 })
    expect(found.verdict).toMatchObject({ enough: true, code: 'found' })
    expect(found.verdict.text.en).toContain('Of 36 places 4 are hot and 0 are cold')
  })

  it('are those of rates per household, where each area is expected to have its share', async () => {
    const found = await ask.hot('level=community&value=rate')
    const of = (id: string) => found.cells.find((cell) => cell.id === id)!
    expect(of('C00').z).toBeCloseTo(0.93647197, 6)
    expect(of('C11').z).toBeCloseTo(3.63510797, 6)
    expect(of('C55').z).toBeCloseTo(-0.85971197, 6)
    // 72 tickets over 3,900 households
    expect(of('C55').expected).toBeCloseTo((400 * 72) / 3900, 6)
  })

  it('of cells count every cell that covers the centre, and those without tickets as zero', async () => {
    const found = await ask.hot('cell=street')
    expect(found.places).toMatchObject({ kind: 'cell', size: 'street', resolution: 7 })
    expect(found.cells.reduce((sum, { count }) => sum + count, 0)).toBe(72)
    expect(found.mean).toBeCloseTo(72 / found.cells.length, 12)
    expect(found.cells.some(({ count }) => count === 0)).toBe(true)
    expect(new Set(found.cells.map(({ id }) => id)).size).toBe(found.cells.length)
    const best = found.cells.toSorted((a, b) => b.z! - a.z!)[0]!
    expect(best).toMatchObject({ class: 'hot99', neighbours: 6, edge: false })
    expect(best.boundary).toHaveLength(7)
    expect(best.boundary![0]).toEqual(best.boundary![6])
    expect(codes(found)).toEqual(['edge'])
    expect((await ask.hot('cell=7&rings=false')).cells.every(({ boundary }) => boundary === null)).toBe(true)
    // 200 km² at some 0.7 km² a cell: the smallest size with at most 5,000
    expect((await ask.hot(march)).places).toMatchObject({ size: 'estate' })
  })

  it('have neighbours by rings or by distance', async () => {
    const hot = (found: Hotspots) => found.cells.find(({ id }) => id === square(2, 2))!
    expect(hot(await ask.hot('level=community&neighbours=2')).neighbours).toBe(24)
    // centres lie 1.83 km apart from west to east, 2.22 km from south to north
    expect(hot(await ask.hot('level=community&neighbours=2km')).neighbours).toBe(2)
    expect(hot(await ask.hot('level=community&neighbours=2300m')).neighbours).toBe(4)
    const cells = await ask.hot('cell=7&neighbours=2')
    expect(Math.max(...cells.cells.map(({ neighbours }) => neighbours))).toBe(18)
  })

  it('are looked for where the filter looks, and compared with nothing beyond', async () => {
    const part = await ask.hot('level=community&bbox=109,34.4,109.0599,34.4599')
    expect(part.cells.map(({ id }) => id).sort()).toEqual(
      [0, 1, 2].flatMap((row) => [0, 1, 2].map((column) => square(row, column))),
    )
    expect(part.verdict.code).toBe('few_places')
    const one = await ask.hot('cell=7&area=C11')
    expect(one.tickets).toBe(10)
    expect(one.cells.length).toBeLessThan((await ask.hot('cell=7')).cells.length)
    expect(one.region.en).toContain('the areas asked for')
    const triangle = {
      type: 'Polygon',
      coordinates: [
        [
          [109, 34.4],
          [109.06, 34.4],
          [109, 34.46],
          [109, 34.4],
        ],
      ],
    }
    const drawn = await ask.hot(`cell=8&within=${encodeURIComponent(JSON.stringify(triangle))}`)
    expect(drawn.cells.length).toBeGreaterThan(10)
    expect(drawn.cells.every(({ boundary }) => boundary!.some(([x, y]) => x! + y! < 143.49))).toBe(true)
    expect((await ask.hot('level=community&category=lift')).verdict.code).toBe('no_tickets')
    const scope = ['C11', 'C12']
    const narrow = askerOf(store, { access: () => callerOf({ role: 'coordinator', scope, freeText: true }) })
    expect((await narrow.hot('level=community')).cells.map(({ id }) => id).sort()).toEqual(scope)
  })

  it.each([
    ['cell=huge', 'cell'],
    ['cell=11', 'cell'],
    ['level=planet', 'level'],
    ['level=community&cell=8', 'level'],
    ['value=rate', 'value'],
    ['method=moran', 'method'],
    ['neighbours=0', 'neighbours'],
    ['neighbours=11', 'neighbours'],
    ['neighbours=21km', 'neighbours'],
    ['cell=10&neighbours=20km', 'neighbours'],
    ['category=planet', 'category'],
    ['colour=red', 'colour'],
  ])('refuse %s by name', async (query, parameter) => {
    const { status, json } = await ask.get(`/api/hotspots?${query}`)
    expect(status).toBe(400)
    expect(Problem.parse(json).errors?.map((error) => error.parameter)).toEqual([parameter])
  })

  it.each([
    ['step=aeon', 'step'],
    ['step=0', 'step'],
    ['step=day&from=2020-01-01&to=2026-04-01&stepsBack=13', 'stepsBack'],
    ['confidence=50', 'confidence'],
    ['value=rate', 'value'],
    ['value=closing_rate&level=community', 'value'],
  ])('over time refuse %s by name', async (query, parameter) => {
    const { status, json } = await ask.get(`/api/hotspots/emerging?${query}`)
    expect(status).toBe(400)
    expect(Problem.parse(json).errors?.map((error) => error.parameter)).toEqual([parameter])
  })

  it('over time became hot in the last days', async () => {
    const found = await ask.emerging(`level=community&step=day&${march}`)
    // the data begin on the 5th, and the 31st is over
    expect([found.bins[0], found.bins.length, found.end]).toEqual(['2026-03-05', 27, '2026-04-01'])
    expect(found.verdict).toMatchObject({ enough: true, code: 'found' })
    const heart = found.cells.find(({ id }) => id === 'C11')!
    expect(heart).toMatchObject({ class: 'consecutive_hot', count: 10, running: expect.any(Number) })
    expect(heart.running).toBeGreaterThanOrEqual(9)
    expect(heart.steps.slice(0, 15)).toEqual(new Array(15).fill(0))
    expect(found.cells.find(({ id }) => id === 'C55')!.class).toBe('none')
    expect(Object.values(found.classes).reduce((sum, n) => sum + n, 0)).toBe(36)
  })

  it('over time are those of rates, where households are known', async () => {
    const byCount = await ask.emerging(`level=community&step=day&${march}`)
    const byRate = await ask.emerging(`level=community&step=day&value=rate&${march}`)
    expect([byCount.value, byRate.value]).toEqual(['count', 'rate'])
    const of = (found: EmergingHotspots, id: string) => found.cells.find((cell) => cell.id === id)!
    // 72 tickets over 36 areas; 400 of 3,900 households
    expect(of(byCount, 'C55')).toMatchObject({ expected: 2, count: 1, households: 400, rate: 2.5 })
    expect(of(byRate, 'C55').expected).toBeCloseTo((400 * 72) / 3900, 6)
    // where all have 100 households but one, far away, the hot ones are the same
    expect(of(byRate, 'C11')).toMatchObject({ class: 'consecutive_hot', rate: 100 })
  })

  it('over time leave out days that make no step or are not over, and say so', async () => {
    const found = await ask.emerging('level=community&step=2&asOf=2026-03-31T12:00:00%2B08:00')
    expect([found.bins[0], found.bins.length, found.end]).toEqual(['2026-03-05', 13, '2026-03-31'])
    expect(found.warnings).toContainEqual(expect.objectContaining({ code: 'days_left_out' }))
    const weeks = await ask.emerging(`level=community&step=week&${march}`)
    expect([weeks.bins, weeks.verdict.code]).toEqual([
      ['2026-03-11', '2026-03-18', '2026-03-25'],
      'few_steps',
    ])
    expect(weeks.cells.every((cell) => cell.class === 'none')).toBe(true)
    // no month is over: nothing could be counted, which is not to say that there are no tickets
    const none = await ask.emerging(
      'level=community&step=month&from=2026-03-01&to=2026-04-01&asOf=2026-03-31T12:00:00%2B08:00',
    )
    expect([none.bins, none.verdict.code]).toEqual([[], 'few_steps'])
  })
})

describe('the tickets of a place', () => {
  /** Anywhere in the town and a little beyond, so that many lie near the side of a cell. */
  const scattered = fc.sample(
    fc.record({
      lon: fc.double({ min: 108.98, max: 109.14, noNaN: true }),
      lat: fc.double({ min: 34.39, max: 34.53, noNaN: true }),
      day: fc.integer({ min: 1, max: 31 }),
      category: fc.constantFrom('water', 'lift'),
    }),
    { numRuns: 400, seed: 20260331 },
  )
  let store: Store
  let ask: ReturnType<typeof askerOf>
  beforeAll(async () => {
    store = await withTickets(
      scattered.map(({ lon, lat, day, category }, index) => ({
        id: `S${index}`,
        reported: `2026-03-${String(day).padStart(2, '0')} 09:00`,
        category,
        areas: ['D', hotTown.areas[1 + (index % 36)]!.code],
        point: [lon, lat] as [number, number],
      })),
    )
    ask = askerOf(store)
  })
  afterAll(() => store.close())

  /** How many tickets the list has for these cells or areas. */
  const listed = async (query: string) => {
    const { json } = await ask.get(`/api/tickets?limit=1&${query}`)
    return TicketPage.parse(json).total
  }

  it.each([
    ['cell=street', march],
    ['cell=community', march],
    ['cell=community', `${march}&category=lift`],
    ['cell=estate', 'from=2026-03-10&to=2026-03-20&area=C11&area=C12&area=C21'],
    ['level=community', march],
  ])('are as many as its count, for every place of %s under %s', async (places, filter) => {
    const { cells } = await ask.hot(`${places}&${filter}&rings=false`)
    const withinAreas = filter.replace(/&area=[^&]*/g, '')
    for (const { id, count } of cells) {
      const own = places.startsWith('cell') ? `${filter}&hexagon=${id}` : `${withinAreas}&area=${id}`
      expect(await listed(own), id).toBe(count)
    }
    expect(cells.some(({ count }) => count > 0)).toBe(true)
  })

  it('with its neighbours are as many as are around it, for every cell', async () => {
    const { cells } = await ask.hot(`cell=street&${march}`)
    const corners = (ring: [number, number][] | null) =>
      new Set(ring?.map(([x, y]) => `${x.toFixed(5)} ${y.toFixed(5)}`))
    for (const cell of cells) {
      const own = corners(cell.boundary)
      const near = cells.filter(
        ({ boundary }) => [...corners(boundary)].filter((one) => own.has(one)).length >= 2,
      )
      const query = near.map(({ id }) => `hexagon=${id}`).join('&')
      expect(await listed(`${march}&${query}`), cell.id).toBe(cell.around)
    }
  })

  it('over time are as many as its count, within the days of the steps', async () => {
    // 31 days make ten steps of three, and one day is left out
    const { cells, bins, end } = await ask.emerging(`cell=street&step=3&${march}&rings=false`)
    expect([bins[0], end]).toEqual(['2026-03-02', '2026-04-01'])
    for (const { id, count } of cells)
      expect(await listed(`from=${bins[0]}&to=${end}&hexagon=${id}`), id).toBe(count)
  })

  it('make the region of a question that names them: the cells below them, or the one above', async () => {
    const wide = await ask.hot(`cell=street&${march}`)
    const cell = wide.cells.find(({ edge, count }) => !edge && count > 1)!
    const below = await ask.hot(`cell=community&${march}&hexagon=${cell.id}`)
    expect(below.cells).toHaveLength(7)
    expect(below.tickets).toBe(cell.count)
    expect(below.region.en).toContain('the cells asked for')
    const above = await ask.hot(`cell=street&${march}&hexagon=${below.cells[0]!.id}`)
    expect(above.cells.map(({ id, count }) => [id, count])).toEqual([[cell.id, below.cells[0]!.count]])
    expect((await ask.hot(`level=community&${march}&hexagon=${cell.id}`)).tickets).toBe(cell.count)
  })
})

describe('too few to say', () => {
  const ticket = (n: number, row: number, column: number): FixtureTicket => ({
    ...hotTown.tickets.find(({ id }) => id === `${square(row, column)}-0`)!,
    id: `T${n}-${row}-${column}`,
    reported: '2026-03-05 09:00',
  })
  const everywhere = hotTown.areas.slice(1).map(({ code }) => [Number(code[1]), Number(code[2])] as const)
  const verdictOf = async (tickets: FixtureTicket[], query: string) => {
    const store = await withTickets(tickets)
    try {
      const ask = askerOf(store)
      const found = await ask.hot(query)
      const later = await ask.emerging(query)
      if (found.verdict.enough) return found
      expect(found.classes.none).toBe(found.cells.length)
      expect(later.verdict.enough).toBe(false)
      expect(later.cells.every((cell) => cell.class === 'none')).toBe(true)
      return found
    } finally {
      await store.close()
    }
  }

  it.each([
    ['no tickets', [], 'no_tickets'],
    ['one ticket', [ticket(0, 1, 1)], 'one_ticket'],
    ['all in one place', Array.from({ length: 50 }, (_, n) => ticket(n, 1, 1)), 'one_place_has_all'],
    ['all places equal', everywhere.map(([row, column]) => ticket(0, row, column)), 'all_equal'],
    ['a handful', [ticket(0, 0, 0), ticket(1, 1, 1), ticket(2, 1, 2)], 'few_tickets'],
  ])('where there are %s, in areas and in cells', async (_, tickets, code) => {
    expect((await verdictOf(tickets, 'level=community')).verdict).toMatchObject({ enough: false, code })
    if (code !== 'all_equal')
      expect((await verdictOf(tickets, 'cell=7')).verdict).toMatchObject({ enough: false, code })
  })

  it('where all is one place', async () => {
    const found = await verdictOf([...hotTown.tickets], 'level=district')
    expect(found.verdict.code).toBe('one_place')
    expect(found.cells).toMatchObject([{ id: 'D', count: 72, z: null, p: null, class: 'none' }])
  })

  it('where there is no data at all, and no area either', async () => {
    const store = await storeWith({ ...hotTown, areas: [], tickets: [] })
    const ask = askerOf(store)
    expect(await ask.hot('cell=7')).toMatchObject({ cells: [], mean: null, verdict: { code: 'no_places' } })
    expect(await ask.emerging('cell=7')).toMatchObject({ cells: [], bins: [], end: null })
    await store.close()
  })

  it('of areas that nobody lives in, while the others are compared', async () => {
    const store = await storeWith(hotTown)
    await store.writeAlone((transaction) =>
      transaction.run(
        sql`UPDATE area SET households = CASE code WHEN 'C00' THEN 0 ELSE NULL END WHERE code IN ('C00', 'C01')`,
      ),
    )
    const found = await askerOf(store).hot('level=community&value=rate')
    expect(found.warnings).toContainEqual(
      expect.objectContaining({ code: 'no_households', places: ['C00', 'C01'] }),
    )
    expect(found.cells.find(({ id }) => id === 'C00')).toMatchObject({
      z: null,
      rate: null,
      class: 'none',
      count: 1,
    })
    expect([found.cells.length, found.tickets]).toEqual([36, 72])
    await store.close()
  })

  it('of islands more than their own score, which is said', async () => {
    const apart = hotTown.areas.map((area) =>
      area.code === 'C55'
        ? { ...area, box: [110, 35, 110.02, 35.02] as [number, number, number, number] }
        : area,
    )
    const store = await storeWith({ ...hotTown, areas: apart })
    const found = await askerOf(store).hot('level=community')
    // (1 - 2) / √8
    expect(found.cells.find(({ id }) => id === 'C55')).toMatchObject({ neighbours: 0, z: -0.35355339 })
    expect(found.warnings).toContainEqual(expect.objectContaining({ code: 'islands', places: ['C55'] }))
    await store.close()
  })

  it('of coordinates piled on a point more than that they are', async () => {
    const piled = [...hotTown.tickets, ...Array.from({ length: 40 }, (_, n) => ticket(n, 1, 1))]
    const found = await verdictOf(piled, 'level=community')
    expect(found.warnings).toContainEqual(expect.objectContaining({ code: 'piled', places: ['C11'] }))
    expect(codes(await verdictOf([...hotTown.tickets], 'level=community'))).toEqual([])
  })

  it.each([
    ['fewer than ten', { onPoint: 8, spread: 0 }, false],
    ['ten, and most of all', { onPoint: 9, spread: 0 }, true],
    ['half of all', { onPoint: 19, spread: 11 }, true],
    ['one fewer than half', { onPoint: 18, spread: 11 }, false],
  ])('piled on a point where that has %s', async (_, { onPoint, spread }, expected) => {
    // the square has ten tickets on ten points, the first of them there
    const [lon, lat] = ticket(0, 1, 1).point!
    const others = Array.from({ length: onPoint + spread }, (_, n): FixtureTicket => {
      const one = ticket(n, 1, 1)
      return n < onPoint ? one : { ...one, point: [lon, lat + 0.0002 * (n - onPoint + 1)] }
    })
    const found = await verdictOf([...hotTown.tickets, ...others], 'level=community')
    expect(codes(found).includes('piled')).toBe(expected)
  })

  it('of tickets without a point or beyond all outlines more than how many there are', async () => {
    const beyond = { ...ticket(0, 0, 0), areas: [], point: [108.9, 34.3] as [number, number] }
    const { point: _, ...pointless } = ticket(1, 0, 0)
    const found = await verdictOf([...hotTown.tickets, beyond, pointless], 'cell=7')
    expect([found.tickets, found.unplaced]).toEqual([73, 1])
    expect(codes(found)).toEqual(['unplaced', 'edge', 'outside', 'islands'])
    expect(found.cells.find(({ neighbours }) => neighbours === 0)).toMatchObject({
      count: 1,
      area: null,
      edge: true,
    })
  })
})
