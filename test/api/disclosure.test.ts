import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store } from '../../server/store/index.ts'
import { type ReadFeature, readers } from '../drivers/layer-files.ts'
import { Reckoner } from '../drivers/reckoner.ts'
import { appOf } from '../fixtures/app.ts'
import { callerOf } from '../fixtures/caller.ts'
import { type FixtureArea, type FixtureTicket, storeWith } from '../fixtures/centre.ts'
import { twoStreets } from '../fixtures/two-streets.ts'

const below = 5
const march = 'from=2026-03-01&to=2026-04-01'
const levels = ['district', 'street', 'community']
const communities = ['C11', 'C12', 'C13', 'C21', 'C22', 'C23', 'C24', 'C31']

const areas: FixtureArea[] = [
  { code: 'D', level: 'district', box: [109, 34.4, 109.3, 34.6] },
  ...[1, 2, 3].map((street) => ({
    code: `S${street}`,
    level: 'street',
    parent: 'D',
    box: [109 + (street - 1) / 10, 34.4, 109 + street / 10, 34.6] as [number, number, number, number],
  })),
  ...communities.map((code, index) => ({
    code,
    level: 'community',
    parent: `S${code[1]}`,
    households: 300 + index,
    box: [109, 34.4, 109.1, 34.6] as [number, number, number, number],
  })),
]

const day = (number: number) => `2026-03-${String(number).padStart(2, '0')} 09:00`
const ticket = fc.record({
  area: fc.oneof(
    { weight: 60, arbitrary: fc.constantFrom('C11', 'C21', 'C22', 'C31') },
    { weight: 12, arbitrary: fc.constantFrom(...communities) },
    { weight: 3, arbitrary: fc.constantFrom('S1', 'S2') },
    { weight: 1, arbitrary: fc.constant(undefined) },
  ),
  reported: fc.integer({ min: 1, max: 20 }),
  took: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined, freq: 4 }),
  allowed: fc.integer({ min: 2, max: 9 }),
  source: fc.constantFrom('hotline', 'hotline', 'inspection', 'resident'),
  category: fc.constantFrom('water', 'rubbish', 'lift'),
  solvedTier: fc.constantFrom('grid', 'community', 'street', 'department'),
  solved: fc.option(fc.boolean(), { nil: undefined }),
  place: fc.integer({ min: 0, max: 3 }),
})

const tickets: FixtureTicket[] = fc.sample(ticket, { numRuns: 180, seed: 20260307 }).map((drawn, index) => {
  const { area, reported, took, allowed, place, solvedTier, solved, ...rest } = drawn
  const path = area?.startsWith('C') ? ['D', `S${area[1]}`, area] : area ? ['D', area] : undefined
  return {
    id: `T${index}`,
    ...rest,
    reported: day(reported),
    due: day(reported + allowed),
    ...(took === undefined
      ? {}
      : { closed: day(reported + took), solvedTier, ...(solved === undefined ? {} : { solved }) }),
    ...(path ? { areas: path } : {}),
    ...(path ? { point: [109.0123 + place / 100, 34.4567] as [number, number] } : {}),
    title: `secret ${index}`,
    address: `house ${index}`,
  }
})

/** Counts that two measures have in common, by measure and part. */
const same: Record<string, string> = {
  'closing_rate denominator': 'due_to_close',
  'on_time_closing_rate denominator': 'due_to_close',
  'solved_in_community_share denominator': 'closing_rate numerator',
  'hotline_per_1000_households numerator': 'hotline_count',
}

describe('public files', () => {
  let store: Store
  let app: ReturnType<typeof appOf>['app']
  const truth = new Map<string, ReadFeature['properties']>()
  const told = new Map<string, ReadFeature['properties']>()
  let rows: ReadFeature[]

  const read = async (path: string) => {
    const response = await app.request(path)
    expect(response.status, path).toBe(200)
    return await readers.geojson!(new Uint8Array(await response.arrayBuffer()))
  }

  beforeAll(async () => {
    store = await storeWith({ pack: { ...twoStreets.pack, suppressBelow: below }, areas, tickets })
    app = appOf(store).app
    for (const level of levels) {
      for (const [profile, into] of [
        ['internal', truth],
        ['public', told],
      ] as const) {
        const { features } = await read(`/api/export/areas-${level}.geojson?${march}&profile=${profile}`)
        for (const { properties } of features) into.set(String(properties.code), properties)
      }
    }
    rows = (await read(`/api/export/tickets.geojson?${march}&profile=public`)).features
  })
  afterAll(() => store.close())

  const parentOf = (code: string) => areas.find((area) => area.code === code)?.parent
  const childrenOf = (code: string) => areas.filter(({ parent }) => parent === code).map((area) => area.code)

  /** The counts of each measure that the files tell: which property holds each, under one name for one count. */
  const counts = () => {
    const names = Object.keys(truth.get('D') ?? {})
    const has = (name: string) => names.includes(name)
    return names.flatMap((id): { measure: string; name: string; property: string }[] => {
      if (!has(`${id}_previous`) || id.endsWith('_previous')) return []
      const part = (name: string, property: string) => ({ measure: id, name: same[name] ?? name, property })
      if (has(`${id}_p90`)) return [part(`${id} cases`, `${id}_n`)]
      if (id === 'three_rate_score') return []
      if (!has(`${id}_numerator`)) return [part(id, id)]
      const numerator = part(`${id} numerator`, `${id}_numerator`)
      if (id === 'hotline_per_1000_households') return [numerator]
      return [numerator, part(`${id} denominator`, `${id}_denominator`)]
    })
  }

  /** Counts that hang together through a part and its whole, so that each group can be reckoned by itself. */
  const groups = () => {
    const groups: Set<string>[] = []
    for (const { measure } of counts()) {
      const own = counts()
        .filter((count) => count.measure === measure)
        .map(({ name }) => name)
      const touched = groups.filter((group) => own.some((name) => group.has(name)))
      for (const group of touched) groups.splice(groups.indexOf(group), 1)
      groups.push(new Set([...own, ...touched.flatMap((group) => [...group])]))
    }
    return groups
  }

  const splits = () => {
    const denominators = counts().filter(({ property }) => property.endsWith('_denominator'))
    return denominators
      .filter(({ measure }) => truth.get('D')?.[measure] !== undefined && measure !== 'hand_offs')
      .map(({ measure, name }) => ({
        whole: name,
        part: counts().find((count) => count.measure === measure && count.property.endsWith('_numerator'))!
          .name,
      }))
  }

  const countOf = (name: string, code: string, of = truth): number | null => {
    const found = counts()
      .filter((count) => count.name === name)
      .map(({ property }) => of.get(code)?.[property])
      .find((value) => value !== null && value !== undefined)
    return found === undefined ? null : Number(found)
  }

  it('withhold small counts and show the others', () => {
    for (const { name, property } of counts())
      for (const [code, properties] of told) {
        const value = countOf(name, code) ?? 0
        if (value > 0 && value < below) expect(properties[property], `${property} of ${code}`).toBeNull()
      }
    const shown = [...told.values()]
      .flatMap((properties) => Object.values(properties))
      .filter((value) => value !== null)
    const all = [...truth.values()]
      .flatMap((properties) => Object.values(properties))
      .filter((value) => value !== null)
    expect(shown.length).toBeGreaterThan(all.length / 4)
    for (const [code, properties] of told)
      for (const { property, measure } of counts())
        if (properties[property] !== null)
          expect(properties[property], `${property} of ${code}`).toBe(truth.get(code)?.[property])
        else if (countOf(property, code) !== null)
          expect(String(properties.withheld).split(' ')).toContain(measure)
  })

  it('leave no small count to a reader who has them all', () => {
    let guarded = 0
    for (const group of groups()) {
      const reader = readerOf(group)
      const check = (what: string, value: number, terms: Record<string, number>) => {
        if (value < 1 || value >= below) return
        guarded++
        const { least, most } = reader.range(terms)
        expect(most - least, `${what} is ${value} and told to be from ${least} to ${most}`).toBeGreaterThan(
          below - 2 - 1e-6,
        )
      }
      for (const code of truth.keys()) {
        for (const name of group)
          check(`${name} of ${code}`, countOf(name, code) ?? 0, { [`${name} ${code}`]: 1 })
        for (const { part, whole } of splits())
          if (group.has(whole))
            check(
              `what ${part} leaves of ${whole} of ${code}`,
              (countOf(whole, code) ?? 0) - (countOf(part, code) ?? 0),
              { [`${whole} ${code}`]: 1, [`${part} ${code}`]: -1 },
            )
      }
    }
    expect(guarded).toBeGreaterThan(40)
  })

  /** Everything the files tell of a group of counts. */
  function readerOf(group: ReadonlySet<string>): Reckoner {
    const reader = new Reckoner()
    for (const name of group) for (const code of truth.keys()) tellCount(reader, name, code)
    for (const { part, whole } of splits().filter((split) => group.has(split.whole)))
      for (const code of truth.keys()) {
        const rest = `what ${part} leaves of ${whole} ${code}`
        reader.unknown(rest)
        reader.know({ [`${whole} ${code}`]: 1, [`${part} ${code}`]: -1, [rest]: -1 }, 0)
      }
    if (group.has('reported')) tellRows(reader)
    return reader
  }

  /** A count where it is shown, and that an area is the areas below it and what lies in none of them. */
  function tellCount(reader: Reckoner, name: string, code: string): void {
    const value = countOf(name, code) ?? 0
    const alone = counts().some((count) => count.name === name && count.measure === count.property)
    // a zero that stands alone would be shown
    reader.unknown(`${name} ${code}`, alone && value > 0 ? 1 : 0)
    const shown = countOf(name, code, told)
    if (shown !== null) reader.know({ [`${name} ${code}`]: 1 }, shown)
    const inside = childrenOf(code)
    if (inside.length === 0) return
    const own = inside.reduce((left, child) => left - (countOf(name, child) ?? 0), value)
    reader.unknown(`own ${name} ${code}`)
    if (own === 0) reader.know({ [`own ${name} ${code}`]: 1 }, 0)
    const terms = Object.fromEntries(inside.map((child) => [`${name} ${child}`, -1]))
    reader.know({ [`${name} ${code}`]: 1, [`own ${name} ${code}`]: -1, ...terms }, 0)
  }

  /** The tickets that are told to lie in an area lie in none below it, or in one of which nothing is told. */
  function tellRows(reader: Reckoner): void {
    for (const code of truth.keys()) {
      if (told.get(code)?.reported === null || childrenOf(code).length === 0) continue
      const hidden = childrenOf(code).filter((child) => told.get(child)?.reported === null)
      const terms = Object.fromEntries(hidden.map((child) => [`reported ${child}`, 1]))
      const here = rows.filter(({ properties }) => properties.area === code).length
      reader.know({ [`own reported ${code}`]: 1, ...terms }, here)
    }
  }

  it('have as many tickets, of which they tell what, when and roughly where', () => {
    expect(rows.length).toBe(180)
    const text = JSON.stringify(rows)
    expect(text).not.toMatch(/secret|house|T\d/)
    for (const { properties, geometry } of rows) {
      expect(Object.keys(properties)).toEqual(['category', 'urgency', 'reported_on', 'area'])
      const { area } = properties
      // nothing is told of an area of which not even the number of tickets is
      for (let code = area as string | undefined | null; code; code = parentOf(code))
        expect(told.get(code)?.reported, code).not.toBeNull()
      if (!geometry) continue
      const same = rows.filter(
        (other) =>
          other.properties.area === area && JSON.stringify(other.geometry) === JSON.stringify(geometry),
      )
      expect(same.length).toBeGreaterThanOrEqual(below)
      const exact = tickets.some(
        ({ point }) => JSON.stringify(point) === JSON.stringify(geometry.coordinates),
      )
      expect(exact).toBe(false)
    }
    expect(rows.filter(({ geometry }) => geometry).length).toBeGreaterThan(60)
  })

  it('tell no more of areas that are named', async () => {
    const all = new Map<unknown, number>()
    for (const { properties } of rows) all.set(properties.area, (all.get(properties.area) ?? 0) + 1)
    for (const first of communities)
      for (const second of communities) {
        const query = `${march}&area=${first}&area=${second}&profile=public`
        const { features } = await read(`/api/export/tickets.geojson?${query}`)
        const expected = [...new Set([first, second])].reduce((sum, code) => sum + (all.get(code) ?? 0), 0)
        expect(features.length, query).toBe(expected < below ? 0 : expected)
      }
    const { features } = await read(`/api/export/areas-district.geojson?${march}&area=C11&profile=public`)
    expect(features.map(({ properties }) => properties.reported)).toEqual([null])
    const named = await read(`/api/export/areas-community.geojson?${march}&area=S1&profile=public`)
    for (const { properties } of named.features) expect(properties).toEqual(told.get(String(properties.code)))
  })

  it('are not chosen by text or shape, and the public has no others', async () => {
    const { get } = appOf(store, {
      access: () => callerOf({ role: 'public', scope: 'all', freeText: false }),
    })
    for (const query of ['profile=public&q=a', 'profile=public&bbox=109,34,110,35'])
      expect((await app.request(`/api/export/tickets.csv?${query}`)).status, query).toBe(403)
    expect((await get('/api/export/tickets.csv?profile=internal')).status).toBe(403)
    expect((await get('/api/export/tickets.csv?bbox=109,34,110,35')).status).toBe(403)
    const theirs = await get(`/api/export/tickets.csv?${march}`)
    expect(theirs.text).not.toMatch(/secret|house/)
    expect(theirs.headers.get('Content-Disposition')).toContain('-public-')
  })

  it('give no tickets at all where there are fewer than may be told', async () => {
    const few = `/api/export/tickets.geojson?from=2026-03-01&to=2026-03-02&category=lift&source=resident&profile=public`
    const { features, metadata } = await read(few)
    const inside = await read(few.replace('public', 'internal'))
    expect(inside.features.length).toBeGreaterThan(0)
    expect(inside.features.length).toBeLessThan(below)
    expect(features).toEqual([])
    expect(metadata).toMatchObject({ features: 0, bbox: null })
  })
})
