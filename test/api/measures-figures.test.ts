import { Breakdown, type Figure, Measure, MeasureByArea, Series, Summary } from '@grid/data/contract'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type MeasureDefinition, measures } from '../../server/measures/index.ts'
import { type Store, sql } from '../../server/store/index.ts'
import { appOf } from '../fixtures/app.ts'
import { type Fixture, storeWith } from '../fixtures/centre.ts'
import { afterMonth, oneMonth } from '../fixtures/one-month.ts'

const march = 'from=2026-03-01&to=2026-04-01'
/** numerator, or numerator/denominator, and the value where that does not say it */
const said = ({ numerator, denominator }: Pick<Figure, 'numerator' | 'denominator'>) =>
  denominator === null ? `${numerator}` : `${numerator}/${denominator}`

/** Every figure of March, worked by hand from the table of the fixture. */
const worked: Record<string, [parts: string, value: number]> = {
  reported: ['10', 10],
  // T1 T2 T3 T6 T7 T9 T10; T8 is void
  hotline_count: ['7', 7],
  hotline_per_1000_households: ['7/1500', 4.666_667],
  overdue: ['1', 1],
  due_soon: ['0', 0],
  open: ['2', 2],
  // the seven of the hotline; T1 after 10 h, T7 after 1, T9 after 5, T2 too late
  response_rate: ['3/7', 0.428_571],
  // 1 5 10 48
  first_contact_time: ['4', 7.5],
  // seven closed, T6 overdue
  due_to_close: ['8', 8],
  closing_rate: ['7/8', 0.875],
  // not T2 and T5; T9 at the very instant
  on_time_closing_rate: ['5/8', 0.625],
  // 6 24 24 72 96 96 96
  handling_time: ['7', 72],
  // T3 of T1 T2 T3
  rework_rate: ['1/3', 0.333_333],
  reopened: ['1', 1],
  // T10 finds T1, T3 and T9 within 50 m; T9 found T1 alone
  repeat_places: ['1', 1],
  proactive_share: ['2/9', 0.222_222],
  // T1 T4 T9
  solved_in_community_share: ['3/7', 0.428_571],
  // T2 T3 of the eight with a log
  escalated_share: ['2/8', 0.25],
  // T5 T6
  return_rate: ['2/8', 0.25],
  returned_twice: ['1', 1],
  // T2 2, T3 1, T5 2, and none of T1 T4 T9
  hand_offs: ['5/6', 0.833_333],
  joint_share: ['1/8', 0.125],
  // T5 once, T6 three times
  ping_pong: ['2/8', 0.25],
  ping_pong_triples: ['4', 4],
  // T7 went to B, C and the street, and A leads
  problem_ticket: ['1', 1],
  solved_rate: ['3/4', 0.75],
  satisfied_rate: ['2/3', 0.666_667],
  // 30 x 3/7 + 35 x 3/4 + 35 x 2/3
  three_rate_score: ['62.440476/100', 62.440_476],
  // T1 T2 T5 T9 of the seven closed
  checklist_fit: ['4/7', 0.571_429],
  // T1 1 h, T2 1, T3 2 and 1 after the rework, T5 1 and 1, T9 1 and 1 after the reopening; T4 was never at the grid
  tier_time: ['5', 2],
  // T3; T2 is on the list of the departments
  escalated_though_on_community_list: ['1', 1],
  // T4, by the grid
  solved_below_list_tier: ['1', 1],
  // T5, from the street to the community
  pushed_down: ['1', 1],
}
const all = measures.map(({ entry }) => `measure=${entry.id}`).join('&')

describe('every measure', () => {
  let store: Store
  let get: ReturnType<typeof appOf>['get']
  beforeAll(async () => {
    store = await storeWith(oneMonth)
    get = appOf(store, { now: afterMonth }).get
  })
  afterAll(() => store.close())

  const summary = async (query: string) => Summary.parse((await get(`/api/summary?${query}`)).json)
  const figure = async (id: string, query: string) => {
    const [found] = (await summary(`measure=${id}&${query}`)).measures
    if (!found) throw new Error(`no ${id}`)
    return found
  }

  it('comes to what is worked by hand', async () => {
    const answer = await summary(`${all}&${march}`)
    const found = answer.measures.map(({ id, value, ...parts }) => {
      const rounded = { ...parts, numerator: Number(parts.numerator.toFixed(6)) }
      return [id, [said(rounded), value === null ? null : Number(value.toFixed(6))]]
    })
    expect(Object.fromEntries(found)).toEqual(worked)
    expect(answer.measures.map(({ id }) => id)).toEqual(measures.map(({ entry }) => entry.id))
  })

  it('marks what rests on fewer than ten cases, and plain counts never', async () => {
    const answer = await summary(`${all}&${march}`)
    const small = new Map(answer.measures.map(({ id, smallNumber, n }) => [id, [smallNumber, n]]))
    expect(small.get('hotline_count')).toEqual([false, 7])
    expect(small.get('hotline_per_1000_households')).toEqual([true, 7])
    expect(small.get('hand_offs')).toEqual([true, 6])
    expect(small.get('handling_time')).toEqual([true, 7])
    // the fewest callbacks say whether people were satisfied
    expect(small.get('three_rate_score')).toEqual([true, 3])
  })

  it('gives the ninth decile beside the median', async () => {
    // 0.9 of the way from the first of four to the last: 10 + 0.7 x 38
    expect((await figure('first_contact_time', march)).p90).toBeCloseTo(36.6, 9)
    expect((await figure('handling_time', march)).p90).toBe(96)
    expect(await figure('handling_time', 'from=2026-03-30&to=2026-04-01')).toMatchObject({
      value: null,
      p90: null,
    })
    expect((await figure('open', march)).p90).toBeUndefined()
  })

  it('is compared with the days before and the year before', async () => {
    expect(await figure('hotline_count', march)).toMatchObject({
      previous: { value: 0 },
      lastYear: { value: 1 },
    })
    expect(await figure('hotline_per_1000_households', march)).toMatchObject({
      previous: { value: 0 },
      lastYear: { numerator: 1, denominator: 1500 },
    })
    expect(await figure('hand_offs', march)).toMatchObject({
      previous: { value: null },
      lastYear: { value: null },
    })
  })

  it('knows at an instant what had happened by then', async () => {
    // T5 was handed down at 2 and came back at 3 on the 6th
    const at = async (id: string, time: string) =>
      said(await figure(id, `${march}&asOf=2026-03-06T${time}:00Z`))
    expect([await at('ping_pong', '02:30'), await at('ping_pong', '03:30')]).toEqual(['0/5', '1/5'])
    expect([await at('return_rate', '02:30'), await at('return_rate', '03:30')]).toEqual(['0/5', '1/5'])
    expect([await at('pushed_down', '01:30'), await at('pushed_down', '02:30')]).toEqual(['0', '1'])
    // T3 is due on the 5th at 0; T1, T2 and T3 by the 6th
    expect(said(await figure('response_rate', `${march}&asOf=2026-03-04T23:59:00Z`))).toBe('1/2')
    expect(await at('response_rate', '00:00')).toBe('1/3')
  })

  it('is asked for by area: medians and households are those of the area', async () => {
    const by = async (id: string, query = '') =>
      MeasureByArea.parse((await get(`/api/measures/${id}/areas?level=street&${march}${query}`)).json)
    const hotline = await by('hotline_per_1000_households')
    expect(hotline.areas.map(({ code, value }) => [code, value])).toEqual([
      ['S1', 5],
      ['S2', 2],
    ])
    // T7 lies nowhere, where nobody lives
    expect(hotline.unlocated).toMatchObject({ value: null, numerator: 1, denominator: null })
    expect(hotline.total).toMatchObject({ numerator: 7, denominator: 1500 })
    expect((await by('hotline_per_1000_households', '&area=S2')).total).toMatchObject({
      numerator: 1,
      denominator: 500,
    })
    // the market has no households, and a box no number of them
    for (const where of ['&area=X', '&bbox=1,1,2,2'])
      expect((await by('hotline_per_1000_households', where)).total.value).toBeNull()

    const contact = await by('first_contact_time')
    // S1: 5 10 48; S2: none; T7 lies nowhere; and the median of all is none of theirs
    expect(contact.areas.map(({ code, value }) => [code, value])).toEqual([
      ['S1', 10],
      ['S2', null],
    ])
    expect([contact.unlocated.value, contact.total.value]).toEqual([1, 7.5])
  })

  it('is asked for over time and by a property', async () => {
    const monthly = Series.parse(
      (await get('/api/series?measure=hand_offs&bin=month&from=2026-02-01&to=2026-04-01')).json,
    )
    expect(monthly.series[0]?.figures.map(said)).toEqual(['0/0', '5/6'])
    const sources = Breakdown.parse(
      (await get(`/api/breakdown?by=source&measure=handling_time&measure=solved_rate&${march}`)).json,
    )
    expect(
      sources.groups.map(({ key, reported, measures: [time, solved] }) => [
        key,
        reported,
        time?.value,
        solved?.numerator,
      ]),
    ).toEqual([
      // T1 24, T2 96, T3 96, T9 72, T10 24
      ['hotline', 8, 72, 3],
      // T4 6, T5 96
      ['inspection', 2, 51, 0],
    ])
  })

  it('is weighed as the pack says', async () => {
    const scores = { threeRates: { response: 0, solved: 1, satisfied: 3 } }
    const other = await storeWith({ ...oneMonth, pack: { ...oneMonth.pack, scores } })
    try {
      const { json } = await appOf(other, { now: afterMonth }).get(
        `/api/summary?measure=three_rate_score&${march}`,
      )
      // (3/4 + 3 x 2/3) / 4
      expect(Summary.parse(json).measures[0]?.value).toBeCloseTo(68.75, 9)
    } finally {
      await other.close()
    }
  })

  it('is refused by name where there is none of it', async () => {
    for (const path of ['summary?', 'breakdown?by=source&', 'series?']) {
      const { status, json } = await get(`/api/${path}measure=zeal`)
      expect([path, status]).toEqual([path, 400])
      expect(json).toMatchObject({ errors: [{ parameter: 'measure' }] })
    }
    expect((await get('/api/measures/zeal/areas?level=street')).status).toBe(404)
  })
})

describe('the catalogue', () => {
  const stores: Store[] = []
  afterEach(async () => {
    await Promise.all(stores.splice(0).map((store) => store.close()))
  })
  const appWith = async (fixture: Fixture, more: readonly MeasureDefinition[] = []) => {
    const store = await storeWith(fixture)
    stores.push(store)
    return appOf(store, { now: afterMonth, ...(more.length > 0 ? { measures: [...measures, ...more] } : {}) })
  }
  const read = async ({ get }: ReturnType<typeof appOf>) =>
    z.array(Measure).parse((await get('/api/measures')).json)

  it('offers every measure where the data can tell it, and leads with eight', async () => {
    const entries = await read(await appWith(oneMonth))
    expect(entries.filter(({ available, why }) => !available || why)).toEqual([])
    expect(entries.filter(({ headline }) => headline).map(({ id }) => id)).toEqual([
      'reported',
      'overdue',
      'due_soon',
      'open',
      'closing_rate',
      'on_time_closing_rate',
      'proactive_share',
      'solved_in_community_share',
    ])
  })

  it('says what is missing where it cannot, and gives no figure for it', async () => {
    const app = await appWith({
      pack: { name: 'Bare', timeZone: 'UTC', levels: [{ id: 'district', name: 'District' }] },
      areas: [{ code: 'D', level: 'district' }],
      tickets: [{ id: 'T', reported: '2026-03-02 00:00', status: 'in_progress', areas: ['D'] }],
    })
    const entries = await read(app)
    expect(entries.filter(({ available }) => available).map(({ id }) => id)).toEqual(['reported', 'open'])
    for (const { id, available, why } of entries) expect([id, available]).toEqual([id, why === null])
    expect(entries.find(({ id }) => id === 'overdue')?.why?.en).toBe('no ticket has a deadline')
    expect(entries.find(({ id }) => id === 'checklist_fit')?.why?.zh).toMatch('清单')
    const answer = Summary.parse((await app.get(`/api/summary?${all}`)).json)
    for (const { id, value, n } of answer.measures)
      expect([id, value, n]).toEqual(id === 'reported' || id === 'open' ? [id, 1, 1] : [id, null, 0])
    for (const { id, available } of entries) {
      const areas = MeasureByArea.parse((await app.get(`/api/measures/${id}/areas?level=district`)).json)
      expect([id, areas.total.value, areas.areas[0]?.value]).toEqual(
        available ? [id, 1, 1] : [id, null, null],
      )
      const course = Series.parse((await app.get(`/api/series?measure=${id}`)).json)
      expect([id, course.series[0]?.figures.map(({ value }) => value)]).toEqual([id, [available ? 1 : null]])
    }
  })

  it('has no share solved in the community where no tier is in it', async () => {
    const app = await appWith({
      pack: {
        name: 'Support',
        timeZone: 'UTC',
        tiers: [
          { id: 'L1', name: 'L1' },
          { id: 'L2', name: 'L2' },
        ],
      },
      areas: [],
      tickets: [{ id: 'T', reported: '2026-03-02 00:00', closed: '2026-03-03 00:00', solvedTier: 'L1' }],
    })
    const share = (await read(app)).find(({ id }) => id === 'solved_in_community_share')
    expect(share).toMatchObject({ available: false, why: { en: 'the centre has no grid or community tier' } })
    const answer = Summary.parse((await app.get('/api/summary?measure=solved_in_community_share')).json)
    expect(answer.measures[0]).toMatchObject({ value: null, n: 0 })
  })

  it('looks again when the data has changed', async () => {
    const app = await appWith({
      pack: { name: 'Bare', timeZone: 'UTC' },
      areas: [],
      tickets: [{ id: 'T', reported: '2026-03-02 00:00' }],
    })
    const overdue = async () => (await read(app)).find(({ id }) => id === 'overdue')?.available
    expect(await overdue()).toBe(false)
    await stores[0]?.write((transaction) => transaction.run(sql`UPDATE ticket SET due_s = reported_s`))
    expect(await overdue()).toBe(true)
  })

  it('takes a planner’s measure: it is in the catalogue, by area, in the summary, over time, by a property', async () => {
    const escalatedFromHotline: MeasureDefinition = {
      entry: {
        id: 'hotline_escalated_share',
        label: { en: 'Hotline tickets escalated', zh: '热线工单上报率' },
        group: 'solving',
        headline: true,
        unit: 'share',
        direction: 'less is better',
        additive: false,
        period: 'reported',
        formula: { en: 'Escalated / hotline tickets', zh: '上报数 ÷ 热线工单数' },
        numerator: { en: 'escalated', zh: '上报' },
        denominator: { en: 'hotline tickets', zh: '热线工单' },
        source: 'a planner',
      },
      needs: ['a hotline', 'tiers in logs'],
      kind: 'share',
      numerator: sql`f.valid AND f.reported AND f.hotline AND f.escalated`,
      denominator: sql`f.valid AND f.reported AND f.hotline`,
    }
    const app = await appWith(oneMonth, [escalatedFromHotline])
    const { id } = escalatedFromHotline.entry
    expect((await read(app)).at(-1)).toMatchObject({
      id,
      // it may be escalated on any later day
      daily: false,
      available: true,
      group: { label: { zh: '解决层级' } },
    })
    const answer = Summary.parse((await app.get(`/api/summary?${march}`)).json)
    expect(answer.measures).toHaveLength(9)
    expect(answer.measures.at(-1)).toMatchObject({ id, numerator: 2, denominator: 7 })
    const streets = MeasureByArea.parse(
      (await app.get(`/api/measures/${id}/areas?level=street&${march}`)).json,
    )
    expect(streets.areas.map(said)).toEqual(['1/5', '1/1'])
    const course = Series.parse((await app.get(`/api/series?measure=${id}&bin=month&${march}`)).json)
    expect(course.series[0]?.figures.map(said)).toEqual(['2/7'])
    const sources = Breakdown.parse((await app.get(`/api/breakdown?by=source&measure=${id}&${march}`)).json)
    expect(sources.groups.map(({ measures: [one] }) => one && said(one))).toEqual(['2/7', '0/0'])
  })
})
