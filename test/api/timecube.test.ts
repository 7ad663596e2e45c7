import {
  Breakdown,
  decodeTimeCube,
  type Figure,
  Measure,
  MeasureByArea,
  runningSums,
  Series,
  Summary,
  timeCubeType,
} from '@grid/data/contract'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { createApp } from '../../server/app.ts'
import type { Store } from '../../server/store/index.ts'
import { LiveFigures } from '../../web/lib/liveFigures.ts'
import { TimeSums } from '../../web/lib/timeSums.ts'
import { appOf } from '../fixtures/app.ts'
import { type Fixture, type FixtureTicket, storeWith } from '../fixtures/centre.ts'
import { afterMonth, oneMonth } from '../fixtures/one-month.ts'

const firstDay = Date.parse('2025-12-25T00:00:00Z')
const dayMs = 86_400_000
const day = (n: number) => new Date(firstDay + n * dayMs).toISOString().slice(0, 10)

/** Tickets over ninety-odd days across a year's end, unevenly over areas, times of day, sources and categories. */
const tickets: FixtureTicket[] = Array.from({ length: 400 }, (_, n) => {
  const mixed = Math.imul(n + 1, 0x9e3779b1) >>> 0
  const area = ['S1', 'S1', 'S1', 'S2', undefined][mixed % 5]
  return {
    id: `R${n}`,
    reported: `${day((mixed >>> 8) % 95)} ${String((mixed >>> 16) % 24).padStart(2, '0')}:${String((mixed >>> 3) % 60).padStart(2, '0')}`,
    ...(mixed % 7 === 0 ? {} : { source: mixed % 3 === 0 ? 'inspection' : 'hotline' }),
    category: ['rubbish', 'water', 'parking', 'other'][(mixed >>> 5) % 4] ?? 'other',
    ...(area === undefined ? { areas: mixed % 2 === 0 ? ['D'] : [] } : { areas: ['D', area] }),
  }
})
const fixture: Fixture = { ...oneMonth, tickets }

describe('the time cube', () => {
  let store: Store
  let app: ReturnType<typeof createApp>
  let get: ReturnType<typeof appOf>['get']
  const cube = async (query: string) => {
    const response = await app.request(`/api/timecube?${query}`)
    expect([response.status, response.headers.get('Content-Type')]).toEqual([200, timeCubeType])
    return decodeTimeCube(await response.arrayBuffer())
  }
  const json = async (path: string) => (await get(path)).json

  beforeAll(async () => {
    store = await storeWith(fixture)
    ;({ app, get } = appOf(store, { now: afterMonth }))
  })
  afterAll(() => store.close())

  it('adds up to what areas and series say, for any filter and any stretch of bins', async () => {
    const filters = fc.constantFrom(
      '',
      '&source=hotline',
      '&category=water&category=rubbish',
      '&area=S2',
      '&urgency=normal',
    )
    const bins = fc.constantFrom('day' as const, 'week' as const, 'month' as const)
    const asked = fc.record({
      level: fc.constantFrom('district', 'street'),
      bin: bins,
      by: fc.constantFrom(undefined, 'source' as const, 'category' as const),
      filter: filters,
      stretch: fc.tuple(fc.nat(100), fc.nat(100)),
    })
    await fc.assert(
      fc.asyncProperty(asked, async ({ level, bin, by, filter, stretch }) => {
        const made = await cube(`level=${level}&bin=${bin}${by ? `&by=${by}` : ''}${filter}`)
        const { header } = made
        const sums = runningSums(made)
        const width = header.bins.length
        const [a, b] = stretch.map((n) => n % (width + 1)).sort((x, y) => x - y)
        if (a === undefined || b === undefined || a === b) return
        const ends = [...header.bins, header.end]
        // a whole week or month may begin before the data does
        const period = `from=${ends[a]}&to=${ends[b]}`
        const at = (group: number, area: number) => {
          const row = group * header.areas.length + area
          const rows = header.groups.length * header.areas.length
          return (sums[b * rows + row] ?? 0) - (sums[a * rows + row] ?? 0)
        }
        const everyGroup = (area: number) => header.groups.reduce((sum, _, group) => sum + at(group, area), 0)

        const areas = MeasureByArea.parse(
          await json(`/api/measures/reported/areas?level=${level}&${period}${filter}`),
        )
        const told = header.areas.map((code, area) => [code, everyGroup(area)])
        expect(told).toEqual([
          ...areas.areas.map(({ code, numerator }) => [code, numerator]),
          [null, areas.unlocated.numerator],
        ])
        expect(told.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(areas.total.numerator)

        const series = Series.parse(
          await json(`/api/series?measure=reported&bin=${bin}&${period}${filter}${by ? `&by=${by}` : ''}`),
        )
        const ofSeries = header.groups.map((key, group) => ({
          key,
          counts: header.bins
            .slice(a, b)
            .map((_, index) =>
              header.areas.reduce(
                (sum, _, area) =>
                  sum + (made.counts[(group * header.areas.length + area) * width + a + index] ?? 0),
                0,
              ),
            ),
        }))
        expect(
          series.series.map(({ key, figures }) => ({
            key,
            counts: figures.map(({ numerator }) => numerator),
          })),
        ).toEqual(ofSeries.filter(({ counts }) => !by || counts.some((count) => count > 0)))

        if (by) {
          const { groups } = Breakdown.parse(await json(`/api/breakdown?by=${by}&${period}${filter}`))
          const whole = header.groups.map((key, group) => [
            key,
            header.areas.reduce((sum, _, area) => sum + at(group, area), 0),
          ])
          expect(
            new Map(groups.flatMap(({ key, reported }) => (reported > 0 ? [[key, reported]] : []))),
          ).toEqual(
            new Map(
              whole
                .filter(([, count]) => count !== 0)
                .map(([key, count]) => [key as string | null, Number(count)]),
            ),
          )
        }
      }),
      { numRuns: 60 },
    )
  })

  it('counts the parts of daily measures, so that any stretch has the figures that areas and summary have', async () => {
    const catalogue = z.array(Measure).parse(await json('/api/measures'))
    const daily = catalogue.filter((measure) => measure.daily && measure.available)
    expect(daily.map(({ id }) => id)).toEqual(expect.arrayContaining(['reported', 'proactive_share']))
    const asked = fc.record({
      measure: fc.constantFrom(...daily),
      filter: fc.constantFrom('', '&source=hotline', '&area=S1', '&status=closed&status=void'),
      stretch: fc.tuple(fc.nat(94), fc.integer({ min: 1, max: 60 })),
    })
    await fc.assert(
      fc.asyncProperty(asked, async ({ measure, filter, stretch: [from, days] }) => {
        const made = await cube(
          `level=street&measure=reported&measure=${measure.id}&from=${day(0)}&to=${day(95)}${filter}`,
        )
        const sums = new TimeSums(made)
        const period = { from: day(from), to: day(Math.min(95, from + days)) }
        const answer = MeasureByArea.parse(
          await json(
            `/api/measures/${measure.id}/areas?level=street&from=${period.from}&to=${period.to}${filter}`,
          ),
        )
        const households = new Map(answer.areas.map(({ code, denominator }) => [code, denominator]))
        const live = new LiveFigures(sums, measure, (code) => households.get(code) ?? null)
        const parts = (figure: Figure) => [
          figure.value,
          figure.numerator,
          figure.denominator,
          figure.n,
          figure.smallNumber,
        ]
        for (const area of answer.areas) expect(parts(live.figure(period, area.code)!)).toEqual(parts(area))
        expect(parts(live.total(period, answer.total.denominator))).toEqual(parts(answer.total))
        const all = Summary.parse(
          await json(`/api/summary?measure=reported&from=${period.from}&to=${period.to}${filter}`),
        )
        const reported = daily.find(({ id }) => id === 'reported')!
        const count = new LiveFigures(sums, reported, () => null)
        expect(count.total(period, null).value).toBe(all.measures[0]?.value)
      }),
      { numRuns: 60 },
    )
  })

  it('names areas without tickets, and bins without any', async () => {
    const { header, counts } = await cube('level=street&from=2020-01-01&to=2020-01-04')
    expect(header).toMatchObject({
      bins: ['2020-01-01', '2020-01-02', '2020-01-03'],
      groups: [null],
      by: null,
      end: '2020-01-04',
    })
    expect(header.areas).toContain('S1')
    expect(header.areas.at(-1)).toBeNull()
    expect([...counts].every((count) => count === 0)).toBe(true)
  })

  it('is compressed for who takes it', async () => {
    const response = await app.request('/api/timecube?level=street', {
      headers: { 'Accept-Encoding': 'gzip' },
    })
    expect(response.headers.get('Content-Encoding')).toBe('gzip')
  })

  it('refuses levels, bins and properties that there are not, and more counts than a browser can hold', async () => {
    const detail = async (query: string) => {
      const { status, json } = await get(`/api/timecube?${query}`)
      return [status, JSON.stringify(json)] as const
    }
    expect(await detail('level=village')).toEqual([400, expect.stringContaining('street')])
    expect((await detail('level=street&bin=hour'))[0]).toBe(400)
    expect((await detail('level=street&by=unit'))[0]).toBe(400)
    expect((await detail('bin=day'))[0]).toBe(400)
    expect(await detail('level=street&measure=overdue')).toEqual([400, expect.stringContaining('daily')])
    expect((await detail('level=street&measure=nothing'))[0]).toBe(400)
    expect((await detail('level=street&measure=reported&by=source'))[0]).toBe(400)
    expect(await detail('level=street&from=1900-01-01&to=2020-01-01')).toEqual([
      400,
      expect.stringContaining('longer bin'),
    ])
  })
})
