import { MeasureByArea, Series } from '@grid/data/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Access } from '../../server/access/index.ts'
import type { Store } from '../../server/store/index.ts'
import { appOf } from '../fixtures/app.ts'
import { callerOf } from '../fixtures/caller.ts'
import { smallAreas } from '../fixtures/small-areas.ts'

const march = 'from=2026-03-01&to=2026-04-01'

describe('rates per 1,000 households', () => {
  let store: Store
  beforeAll(async () => {
    store = await smallAreas()
  })
  afterAll(() => store.close())

  async function asked(query: string, access?: Access, id = 'hotline_per_1000_households') {
    const { get } = appOf(store, access ? { access } : {})
    const { status, json, text } = await get(`/api/measures/${id}/areas?${query}`)
    expect(status, text).toBe(200)
    const answer = MeasureByArea.parse(json)
    const of = (code: string) => answer.areas.find((area) => area.code === code)
    return { answer, of }
  }

  // R 4.2.2, spdep 1.2.7: EBest(c(1, 9, 30), c(400, 500, 600))
  it('are raw and smoothed, as R smooths them', async () => {
    const { answer, of } = await asked(`level=community&${march}`)
    expect(of('C1')).toMatchObject({ value: 2.5, numerator: 1, denominator: 400, smallNumber: true })
    expect(of('C1')?.smoothed).toBeCloseTo(6.411518748314, 11)
    expect(of('C2')?.smoothed).toBeCloseTo(19.1597435182604, 11)
    expect(of('C3')).toMatchObject({ value: 50, numerator: 30, denominator: 600, smallNumber: false })
    expect(of('C3')?.smoothed).toBeCloseTo(47.3386560212908, 11)
    expect(answer.smoothing?.areas).toBe(3)
    expect(answer.smoothing?.a).toBeCloseTo(0.000345222222222222, 15)
    expect(answer.smoothing?.b).toBeCloseTo(0.0266666666666667, 14)
    expect(answer.smoothing?.how.en).toContain('Marshall')
  })

  it('are neither where nobody lives, or nobody knows how many', async () => {
    const { of } = await asked(`level=community&${march}`)
    expect(of('C4')).toMatchObject({ value: null, smoothed: null, numerator: 3 })
    expect(of('C5')).toMatchObject({ value: null, smoothed: null, numerator: 2, denominator: null })
  })

  it('are smoothed alike whatever areas are asked for', async () => {
    const whole = await asked(`level=community&${march}`)
    const street = await asked(`level=community&area=S1&${march}`)
    expect(street.answer.areas.map(({ code }) => code)).toEqual(['C1', 'C2'])
    expect(street.answer.smoothing).toEqual(whole.answer.smoothing)
    for (const code of ['C1', 'C2']) expect(street.of(code)).toEqual(whole.of(code))
  })

  // R 4.2.2, spdep 1.2.7: EBest(c(1, 9), c(400, 500))
  it("are smoothed by what lies in the caller's scope", async () => {
    const scoped: Access = () => callerOf({ role: 'coordinator', scope: ['S1'], freeText: false })
    const { answer, of } = await asked(`level=community&${march}`, scoped)
    expect(answer.smoothing).toMatchObject({ areas: 2, a: expect.closeTo(3.46296296296296e-5, 16) })
    expect(of('C1')?.smoothed).toBeCloseTo(6.33283877349159, 11)
    expect(of('C2')?.smoothed).toBeCloseTo(15.3072747014115, 11)
  })

  it('keep their own rate where there is one area to rest on', async () => {
    const { answer, of } = await asked(`level=street&${march}`)
    // C5 makes S2 unknown
    expect(answer.smoothing).toMatchObject({ areas: 1, a: 0, b: 10 / 900 })
    expect(of('S1')?.smoothed).toBeCloseTo(10 / 0.9, 11)
    expect(of('S2')).toMatchObject({ value: null, smoothed: null })
  })

  it('are smoothed by nothing where the filter leaves no households', async () => {
    const { answer } = await asked(`level=community&bbox=109,34,110,35&${march}`)
    expect(answer.smoothing).toMatchObject({ a: null, b: null, areas: 0 })
    for (const area of answer.areas) expect(area).toMatchObject({ value: null, smoothed: null })
  })

  it('are 0 everywhere where nothing was reported', async () => {
    const { answer, of } = await asked('level=community&from=2026-03-29&to=2026-03-30')
    expect(answer.smoothing).toMatchObject({ a: 0, b: 0, areas: 3 })
    expect(of('C3')).toMatchObject({ value: 0, smoothed: 0 })
  })

  it('alone are smoothed', async () => {
    const { answer } = await asked(`level=community&${march}`, undefined, 'reported')
    expect('smoothing' in answer).toBe(false)
    expect(answer.areas.some((area) => 'smoothed' in area)).toBe(false)
  })

  it('have a course in each area of the scope, among its own households', async () => {
    const course = async (access?: Access) => {
      const { get } = appOf(store, access ? { access } : {})
      const asking = `measure=hotline_per_1000_households&by=area&level=community&bin=month&${march}`
      const answer = Series.parse((await get(`/api/series?${asking}`)).json)
      return answer.series.map(({ key, figures }) => [key, ...figures.map(({ value }) => value)])
    }
    expect(await course()).toEqual([
      ['C1', 2.5],
      ['C2', 18],
      ['C3', 50],
      ['C4', null],
      ['C5', null],
    ])
    expect(await course(() => callerOf({ role: 'coordinator', scope: ['S1'], freeText: false }))).toEqual([
      ['C1', 2.5],
      ['C2', 18],
    ])
  })
})
