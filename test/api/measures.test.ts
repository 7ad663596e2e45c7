import { Breakdown, MeasureByArea, Series, Summary } from '@grid/data/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store } from '../../server/store/index.ts'
import { appOf } from '../fixtures/app.ts'
import { storeWith } from '../fixtures/centre.ts'
import { twoStreets } from '../fixtures/two-streets.ts'

const march = 'from=2026-03-01&to=2026-04-01'

/** Every figure here was counted by hand from the table of the fixture. */
describe('measures', () => {
  let store: Store
  let get: ReturnType<typeof appOf>['get']

  beforeAll(async () => {
    store = await storeWith(twoStreets)
    get = appOf(store).get
  })
  afterAll(() => store.close())

  const summary = async (query: string) => Summary.parse((await get(`/api/summary?${query}`)).json)
  /** numerator, or numerator/denominator */
  const said = (figure: { numerator: number; denominator: number | null } | null) =>
    figure && (figure.denominator === null ? figure.numerator : `${figure.numerator}/${figure.denominator}`)
  const figures = (answer: Summary) =>
    Object.fromEntries(
      answer.measures.map((figure) => [
        figure.id,
        [said(figure), said(figure.previous), said(figure.lastYear)],
      ]),
    )

  it('counts March 2026 beside the 31 days before and March 2025', async () => {
    const answer = await summary(march)
    expect(answer).toMatchObject({
      asOf: '2026-03-31T04:00:00.000Z',
      period: { from: '2026-03-01', to: '2026-04-01' },
      previousPeriod: { from: '2026-01-29', to: '2026-03-01' },
      lastYearPeriod: { from: '2025-03-01', to: '2025-04-01' },
      tickets: 18,
      unlocated: 2,
      synthetic: true,
    })
    expect(figures(answer)).toMatchObject({
      reported: [18, 6, 4],
      open: [8, 3, 1],
      overdue: [3, 1, 1],
      due_soon: [1, 0, 0],
      closing_rate: ['9/12', '2/3', '4/5'],
      on_time_closing_rate: ['6/12', '1/3', '2/5'],
      proactive_share: ['6/16', '2/5', '2/4'],
      solved_in_community_share: ['4/9', '1/2', '2/4'],
    })
    const rates = new Map(answer.measures.map((figure) => [figure.id, figure]))
    expect(rates.get('closing_rate')).toMatchObject({ value: 0.75, n: 12, smallNumber: false })
    expect(rates.get('solved_in_community_share')).toMatchObject({ n: 9, smallNumber: true })
    expect(rates.get('due_soon')).toMatchObject({ value: 1, n: 1, denominator: null, smallNumber: false })
  })

  it('takes the present from the request: what happened later is not known yet', async () => {
    const answer = await summary(`${march}&asOf=2026-03-09T00:00:00%2B08:00`)
    expect(answer).toMatchObject({ asOf: '2026-03-08T16:00:00.000Z', tickets: 8 })
    expect(figures(answer)).toMatchObject({
      reported: [8, 6, 4],
      open: [4, 3, 1],
      overdue: [4, 1, 1],
      // closed by then: F3, F5, M01, M02; due besides: F6, M03, M04, M05
      closing_rate: ['4/8', '2/3', '4/5'],
    })
  })

  it('compares nothing where no period is named or the data does not reach back', async () => {
    const whole = await summary('')
    expect(whole).toMatchObject({ period: null, previousPeriod: null, lastYearPeriod: null, tickets: 29 })
    expect(figures(whole)).toMatchObject({ reported: [29, null, null], open: [8, null, null] })
    // with closing times unknown, M19 is closed at some time
    expect(figures(whole).closing_rate?.[0]).toBe('17/20')

    const early = await summary('from=2025-03-01&to=2025-04-01')
    expect(early).toMatchObject({ previousPeriod: null, lastYearPeriod: null })
  })

  it('completes an open end of the period from the data', async () => {
    expect((await summary('from=2026-03-01')).period).toEqual({ from: '2026-03-01', to: '2026-04-01' })
    expect((await summary('to=2025-03-01')).period).toEqual({ from: '2025-02-27', to: '2025-03-01' })
    expect((await summary('from=2027-01-01')).period).toEqual({ from: '2027-01-01', to: '2027-01-02' })
  })

  it('shows every area of a level with its part, and what belongs to none', async () => {
    const communities = MeasureByArea.parse(
      (await get(`/api/measures/reported/areas?level=community&${march}`)).json,
    )
    expect(communities.areas.map(({ code, value, previous }) => [code, value, previous?.value])).toEqual([
      ['C11', 6, 2],
      ['C12', 5, 2],
      ['C21', 4, 2],
    ])
    expect(communities.unlocated.value).toBe(3)
    expect(communities.total).toMatchObject({ value: 18, previous: { value: 6 }, lastYear: { value: 4 } })

    const streets = MeasureByArea.parse((await get(`/api/measures/overdue/areas?level=street&${march}`)).json)
    expect(streets.areas.map(({ code, value }) => [code, value])).toEqual([
      ['S1', 2],
      ['S2', 1],
    ])
    expect(streets.unlocated.value).toBe(0)
  })

  it('keeps to the areas of the filter, above, at and below it', async () => {
    const codes = async (level: string, area: string) =>
      MeasureByArea.parse(
        (await get(`/api/measures/reported/areas?level=${level}&area=${area}&${march}`)).json,
      )
    expect((await codes('community', 'S1')).areas.map(({ code, value }) => [code, value])).toEqual([
      ['C11', 6],
      ['C12', 5],
    ])
    expect((await codes('community', 'S1')).unlocated.value).toBe(1)
    expect((await codes('district', 'C21')).areas.map(({ code, value }) => [code, value])).toEqual([['D', 4]])
    // a special grid narrows the tickets and not the list
    expect((await codes('street', 'X')).areas.map(({ code, value }) => [code, value])).toEqual([
      ['S1', 2],
      ['S2', 0],
    ])
  })

  it('tells a measure over time in weeks from Monday, none left out', async () => {
    const weekly = async (measure: string) =>
      Series.parse((await get(`/api/series?measure=${measure}&bin=week&${march}`)).json)
    const reported = await weekly('reported')
    expect(reported.bins).toEqual([
      '2026-02-23',
      '2026-03-02',
      '2026-03-09',
      '2026-03-16',
      '2026-03-23',
      '2026-03-30',
    ])
    expect(reported.series.map(({ key, figures }) => [key, figures.map(said)])).toEqual([
      [null, [1, 7, 2, 3, 2, 3]],
    ])
    // the state at the end of each week, of the last at the present
    expect((await weekly('overdue')).series[0]?.figures.map(said)).toEqual([1, 4, 3, 4, 4, 3])
    // closed in the week / besides those, handled in it or open and overdue at its end
    expect((await weekly('closing_rate')).series[0]?.figures.map(said)).toEqual([
      '2/3',
      '2/6',
      '2/5',
      '2/6',
      '0/4',
      '1/4',
    ])
  })

  it('tells it in local days and months, apart by a property', async () => {
    const daily = Series.parse((await get('/api/series?from=2026-02-28&to=2026-03-04')).json)
    expect(daily.bins).toEqual(['2026-02-28', '2026-03-01', '2026-03-02', '2026-03-03'])
    // F5 was reported half an hour before midnight in Xi'an, M01 at midnight sharp
    expect(daily.series[0]?.figures.map(said)).toEqual([1, 1, 1, 1])

    const monthly = Series.parse(
      (await get('/api/series?bin=month&by=source&from=2025-03-01&to=2025-05-01')).json,
    )
    expect(monthly.bins).toEqual(['2025-03-01', '2025-04-01'])
    expect(monthly.series.map(({ key, figures }) => [key, figures.map(said)])).toEqual([
      ['hotline', [2, 0]],
      ['inspection', [2, 0]],
    ])
    const all = Series.parse((await get('/api/series?bin=month')).json)
    expect(all.bins).toHaveLength(14)
    expect(all.series[0]?.figures.map(said)).toEqual([1, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 6, 18])
  })

  it('tells it apart by the areas of a level, each with its course, and what lies in none', async () => {
    const course = async (query: string) => {
      const answer = Series.parse(
        (await get(`/api/series?by=area&bin=month&from=2026-02-01&to=2026-04-01&${query}`)).json,
      )
      return [answer.level, ...answer.series.map(({ key, figures }) => [key, ...figures.map(said)])]
    }
    // M14 lies in a street alone, M15 and M16 nowhere
    expect(await course('level=community')).toEqual([
      'community',
      ['C11', 2, 6],
      ['C12', 2, 5],
      ['C21', 2, 4],
      [null, 0, 3],
    ])
    // F3 at the end of February; F6, M04 and M05 at the present
    expect(await course('level=community&measure=overdue')).toEqual([
      'community',
      ['C11', 0, 1],
      ['C12', 1, 1],
      ['C21', 0, 1],
    ])
    // C11: F1 and F2; M01 to M03 of these and M04. C12: F3 due, then closed, M09, and M05 due. C21: F5 was
    // closed after midnight, so with M10 and M11 in March, and F6 due
    expect(await course('level=community&measure=closing_rate')).toEqual([
      'community',
      ['C11', '2/2', '3/4'],
      ['C12', '0/1', '2/3'],
      ['C21', '0/0', '3/4'],
      [null, '0/0', '1/1'],
    ])
  })

  it('takes the level below the areas of the filter where a course by area names none', async () => {
    const codes = async (query: string) => {
      const answer = Series.parse((await get(`/api/series?by=area&bin=month&${march}&${query}`)).json)
      return [answer.level, ...answer.series.map(({ key }) => key)]
    }
    expect(await codes('')).toEqual(['street', 'S1', 'S2', null])
    expect(await codes('area=S1')).toEqual(['community', 'C11', 'C12', null])
    expect(await codes('area=S1&area=C21')).toEqual(['community', 'C11', 'C12', 'C21', null])
    expect(await codes('area=C21')).toEqual(['community', 'C21'])
    // an area without any ticket is there all the same
    expect(await codes('area=S2&category=water&source=inspection')).toEqual(['community', 'C21'])
    for (const [query, parameter] of [
      ['by=area&level=zone', 'level'],
      ['level=street', 'level'],
      ['by=source&level=street', 'level'],
      ['by=place', 'by'],
    ])
      expect(await get(`/api/series?${query}`)).toMatchObject({
        status: 400,
        json: { errors: [{ parameter }] },
      })
  })

  it('breaks the reports down, the most first, with their rates', async () => {
    const answer = Breakdown.parse((await get(`/api/breakdown?by=source&${march}`)).json)
    expect(answer.groups.map(({ key, reported }) => [key, reported])).toEqual([
      ['hotline', 7],
      ['inspection', 5],
      ['resident', 4],
      ['sensor', 1],
      [null, 1],
    ])
    expect(answer.groups.reduce((sum, group) => sum + group.share, 0)).toBeCloseTo(1, 12)
    expect(answer.groups[0]?.share).toBeCloseTo(7 / 18, 12)
    const hotline = answer.groups[0]?.measures.find(({ id }) => id === 'closing_rate')
    // F3, M03, M11, M15 closed; M04 and M05 due besides
    expect(hotline && said(hotline)).toBe('4/6')

    const urgency = Breakdown.parse((await get(`/api/breakdown?by=urgency&${march}`)).json)
    expect(urgency.groups.map(({ key, reported }) => [key, reported])).toEqual([
      ['normal', 16],
      ['danger', 1],
      ['urgent', 1],
    ])
  })
})
