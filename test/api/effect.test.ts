import { fileURLToPath } from 'node:url'
import { Effect, Problem } from '@grid/data/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clockAt } from '../../server/clock.ts'
import { loadPack } from '../../server/intake/index.ts'
import { openStore, type Store, sql } from '../../server/store/index.ts'
import { appOf } from '../fixtures/app.ts'
import { callerOf } from '../fixtures/caller.ts'
import { storeWith } from '../fixtures/centre.ts'
import { effectFixture, effectPresent, households, story } from '../fixtures/effect.ts'

describe('before and after', () => {
  let store: Store
  let get: ReturnType<typeof appOf>['get']

  beforeAll(async () => {
    store = await storeWith(effectFixture)
    await store.writeAlone(async (transaction) => {
      for (const [code, count] of Object.entries(households))
        await transaction.run(sql`UPDATE area SET households = ${count} WHERE code = ${code}`)
    })
    ;({ get } = appOf(store, { now: effectPresent }))
  })
  afterAll(() => store.close())

  const asked = async (query: string) => {
    const { status, json, text } = await get(`/api/effect?${query}`)
    expect(status, text).toBe(200)
    return Effect.parse(json)
  }
  const codes = ({ warnings }: Effect) => warnings.map(({ code }) => code)

  it('tells the founding story with the figures of R', async () => {
    const effect = await asked('area=C1&date=2025-07-01&source=hotline_12345')
    expect(effect.series.map(({ count }) => count)).toEqual(story)
    expect(effect.series[0]).toMatchObject({
      month: '2024-07-01',
      days: 31,
      side: 'before',
      count: 8,
      hotline: 8,
    })
    const { ratio, segmented, comparison } = effect
    expect(ratio.before).toEqual({ count: 90, months: 12, days: 365, perMonth: (90 / 365) * 30.4375 })
    expect(ratio.after).toEqual({ count: 17, months: 12, days: 365, perMonth: (17 / 365) * 30.4375 })
    // R 4.2.2: poisson.test(c(17, 90), c(365, 365))
    expect(ratio.value).toBeCloseTo(0.188888888889, 10)
    expect(ratio.low).toBeCloseTo(0.105416437365, 8)
    expect(ratio.high).toBeCloseTo(0.319521521533, 8)
    expect((ratio.p ?? 1) / 3.50577999812e-13).toBeCloseTo(1, 6)
    expect(effect.widened).toBeNull()
    // R 4.2.2: glm(y ~ t + after + after:t + offset(log(days / 30.4375)), poisson), t from -12 to 11
    expect(Math.log(segmented?.level.value ?? 0)).toBeCloseTo(-1.68249229828646, 8)
    expect(segmented?.level.p).toBeCloseTo(8.85049507195e-4, 9)
    expect(effect.series[0]?.fitted).toBeCloseTo(7.524104276, 8)
    expect(effect.series[23]?.fitted).toBeCloseTo(1.39331522, 8)
    // R 4.2.2: glm(count ~ area + after + treated, poisson) over the six areas' counts before and after
    expect(comparison.areas.map(({ code }) => code)).toEqual(['P3', 'P1', 'P2', 'P5', 'P4'])
    expect(comparison.matching.en).toContain('households')
    expect(comparison.ratio?.value).toBeCloseTo(279 / 285, 10)
    const did = comparison.differenceInDifferences
    expect(did?.value).toBeCloseTo(0.192951015532, 10)
    expect(did?.low).toBeCloseTo(0.111996856743, 8)
    expect(did?.high).toBeCloseTo(0.332420886418, 8)
    expect(comparison.months.reduce((sum, count) => sum + count, 0)).toBe(285 + 279)
    expect(effect.finding.en).toBe(
      '12345 hotline tickets in C1 fell from 7.5 to 1.4 a month after 2025-07-01 (ratio 0.19, 95 % interval 0.11–0.32, p < 0.0001); that is more than in 5 comparable areas, whose ratio is 0.98 (ratio of ratios 0.19, 0.11–0.33); self-found tickets rose from 2.0 to 10.0.',
    )
    expect(effect.finding.zh).toContain('由每月7.5件降至1.4件')
  })

  it('puts self-found beside hotline, and warns of the change of way in and of merged duplicates', async () => {
    const effect = await asked('area=C1&date=2025-07-01&source=hotline_12345')
    expect(effect.selfFound).toMatchObject({
      sources: ['grid_inspection'],
      before: { count: 24 },
      after: { count: 120 },
    })
    expect(effect.hotline).toMatchObject({
      sources: ['hotline_12345'],
      before: { count: 90 },
      after: { count: 17 },
    })
    expect(effect.otherSources).toMatchObject({
      sources: ['resident', 'media'],
      before: { count: 36 },
      after: { count: 36 },
    })
    expect(effect.allSources).toMatchObject({ before: { count: 150 }, after: { count: 173 } })
    expect(effect.series[0]?.voidOrDuplicate).toBe(2)
    // 24 of 90 before, 0 of 17 after; the hotline fell by 6.1 a month, all others rose by 8.0
    expect(codes(effect)).toEqual(['picked_high', 'channel_shift', 'duplicates_merged'])
    // level with BIG in tickets; EMPTY has no households, so no rate per household
    expect(effect.warnings[0]?.text.en).toContain('number 1 of 8 areas of its level.')
    expect(effect.warnings[1]?.text.en).toContain('fell by 6.1 a month while the area')
    expect(effect.warnings[1]?.text.en).toContain('rose by 8.0')
    expect(effect.warnings[1]?.text.zh).toContain('每月减少6.1件')
  })

  it('counts tickets that lie nowhere apart', async () => {
    const effect = await asked('area=C1&date=2025-07-01&source=hotline_12345')
    expect(effect.unlocated).toEqual({ before: 3, after: 5 })
    const street = await asked('area=S1&date=2025-07-01&source=hotline_12345')
    expect(street.ratio).toMatchObject({ before: { count: 205 }, after: { count: 135 } })
  })

  it('leaves half months out, and the month that a date cuts', async () => {
    const effect = await asked('area=C1&date=2025-07-15&source=hotline_12345')
    expect(effect.ratio).toMatchObject({
      before: { count: 90, months: 12 },
      after: { count: 15, months: 11 },
    })
    expect(effect.series[12]).toMatchObject({ month: '2025-07-01', side: 'split', count: 2, fitted: null })
    expect(codes(effect)).toEqual(expect.arrayContaining(['split_month', 'season']))
  })

  it('takes as many months as asked for', async () => {
    const effect = await asked('area=C1&date=2025-07-01&months=3')
    // April to June 2025: hotline 8 + 7 + 8, inspection 6, residents 9; July to September: 4, 30, 9
    expect(effect.ratio).toMatchObject({
      before: { count: 38, months: 3, days: 91 },
      after: { count: 43, months: 3, days: 92 },
    })
    expect(effect.segmented).toBeNull()
    expect(codes(effect)).toEqual(expect.arrayContaining(['season', 'too_few_for_lines']))
    expect(codes(await asked('area=C1&date=2025-07-01&months=13'))).toContain('fewer_months')
  })

  it('keeps to what was known at an as-of', async () => {
    const effect = await asked(
      'area=C1&date=2025-07-01&source=hotline_12345&asOf=2025-10-01T00:00:00%2B08:00',
    )
    expect(effect.ratio.after).toMatchObject({ count: 4, months: 3 })
    const evening = await asked(
      'area=C1&date=2025-07-01&source=hotline_12345&asOf=2025-09-30T23:59:00%2B08:00',
    )
    expect(evening.ratio.after).toMatchObject({ count: 3, months: 2 })
  })

  it('says so where nothing can be said', async () => {
    const empty = await asked('area=EMPTY&date=2025-07-01')
    expect(empty.ratio).toMatchObject({ value: null, low: null, high: null, p: null })
    expect(empty.comparison).toMatchObject({ areas: [], ratio: null, differenceInDifferences: null })
    expect(empty.finding.en).toMatch(/^No tickets in EMPTY .* nothing to compare\.$/)
    const few = await asked('area=P1&date=2025-07-01&months=1')
    // 5 in June 2025 and 4 in July
    expect(few.finding.en).toBe('Too few to say: 5 tickets in P1 before 2025-07-01 and 4 after.')
    expect(codes(few)).toContain('small_numbers')
    const same = await asked('area=BIG&date=2025-07-01')
    expect(same.finding.en).toContain('chance alone could make that difference')
    expect(same.ratio).toMatchObject({ value: 1, p: 1 })
  })

  it('finds nothing comparable to a district or a special area, and says why', async () => {
    const district = await asked('area=D&date=2025-07-01')
    expect(district.comparison).toMatchObject({ areas: [], differenceInDifferences: null })
    expect(district.comparison.matching.en).toContain('No other area of this level')
    const market = await asked('area=X&date=2025-07-01')
    expect(market.ratio).toMatchObject({ before: { count: 36 }, after: { count: 36 } })
    expect(market.comparison.matching.en).toContain('special area')
    expect(codes(market)).toContain('few_comparable')
  })

  it('shows a caller no more than the caller may see', async () => {
    const scoped = appOf(store, {
      now: effectPresent,
      access: () => callerOf({ role: 'coordinator', scope: ['S1'], freeText: false }),
    })
    const { json } = await scoped.get('/api/effect?area=C1&date=2025-07-01&source=hotline_12345')
    const effect = Effect.parse(json)
    expect(effect.comparison.areas.map(({ code }) => code)).toEqual(['P1', 'P2'])
    expect(effect.unlocated).toEqual({ before: 0, after: 0 })
    const other = await scoped.get('/api/effect?area=P3&date=2025-07-01')
    expect(Effect.parse(other.json).ratio).toMatchObject({ before: { count: 0 }, after: { count: 0 } })
  })

  it.each([
    ['date=2025-07-01', 'area', 'is required'],
    ['area=C1', 'date', 'is required'],
    ['area=C1&area=P1&date=2025-07-01', 'area', 'one area'],
    ['area=nowhere&date=2025-07-01', 'area', '"nowhere" is unknown'],
    ['area=C1&date=July', 'date', 'YYYY-MM-DD'],
    ['area=C1&date=2025-02-30', 'date', 'YYYY-MM-DD'],
    ['area=C1&date=2025-07-01&date=2025-08-01', 'date', ''],
    ['area=C1&date=2024-07-01', 'date', 'write a day from 2024-08-01 to 2026-06-01'],
    ['area=C1&date=2026-06-02', 'date', 'write a day from 2024-08-01 to 2026-06-01'],
    ['area=C1&date=0001-01-01', 'date', 'no whole month'],
    ['area=C1&date=9999-12-31', 'date', 'no whole month'],
    ['area=C1&date=2025-07-01&months=0', 'months', ''],
    ['area=C1&date=2025-07-01&months=61', 'months', ''],
    ['area=C1&date=2025-07-01&months=1.5', 'months', 'whole number'],
    ['area=C1&date=2025-07-01&months=ten', 'months', 'whole number'],
    ['area=C1&date=2025-07-01&from=2025-01-01', 'from', 'is not a parameter'],
    ['area=C1&date=2025-07-01&source=fax', 'source', 'write one of hotline_12345'],
    ['area=C1&date=2025-07-01&category=nothing', 'category', 'write one of rubbish, water'],
  ])('refuses %s for its %s', async (query, parameter, detail) => {
    const { status, json } = await get(`/api/effect?${query}`)
    expect(status).toBe(400)
    const errors = Problem.parse(json).errors ?? []
    expect(errors.map((error) => error.parameter)).toEqual([parameter])
    expect(errors[0]?.detail).toContain(detail)
  })
})

describe('before and after in the demo', () => {
  let store: Store
  let get: ReturnType<typeof appOf>['get']

  beforeAll(async () => {
    const now = '2026-08-01T00:00:00+08:00'
    store = await openStore({ file: ':memory:' })
    const pack = fileURLToPath(new URL('../../data/packs/gaoling', import.meta.url))
    await loadPack({ store, pack, clock: clockAt(now) })
    ;({ get } = appOf(store, { now }))
  })
  afterAll(() => store.close())

  const asked = async (query: string) => Effect.parse((await get(`/api/effect?${query}`)).json)

  it("shows Shuijing's complaints falling from 7-8 to 1-2 a month, more than in areas like it", async () => {
    const effect = await asked('area=610117001008&date=2025-07-01&source=hotline_12345')
    // counts as the pack's own page gives them; R 4.2.2: poisson.test(c(18, 90), c(365, 365))
    expect(effect.ratio).toMatchObject({
      before: { count: 90, months: 12 },
      after: { count: 18, months: 12 },
    })
    expect(effect.ratio.low).toBeCloseTo(0.113428499, 7)
    expect(effect.ratio.high).toBeCloseTo(0.334321779, 7)
    expect((effect.ratio.p ?? 1) / 1.06578353906918e-12).toBeCloseTo(1, 6)
    expect(effect.selfFound.low).toBeGreaterThan(1)
    // the two of its likes that never joined are among those it is held beside
    const likes = effect.comparison.areas.map(({ code }) => code)
    expect(likes).toHaveLength(5)
    expect(likes).toEqual(expect.arrayContaining(['610117001005', '610117001006']))
    expect(effect.comparison.differenceInDifferences?.high).toBeLessThan(1)
    expect(effect.synthetic).toBe(true)
  })

  it('shows no change where none was made', async () => {
    const effect = await asked('area=610117001005&date=2025-07-01&source=hotline_12345')
    expect(effect.ratio.p).toBeGreaterThan(0.05)
    expect(effect.ratio.before.count).toBeGreaterThan(80)
    expect(effect.finding.en).toContain('chance alone')
  })
})
