import { statusKinds, type Ticket } from '@grid/data/contract'
import { describe, expect, it } from 'vitest'
import { contains, metresBetween, type Point } from '../../scripts/build-demo/polygon.ts'
import { repeatPlaces } from '../../scripts/build-demo/stories/repeats.ts'
import { areaOf, byMonth, centre, events, pointOf, sum, tickets, tree } from './demo.ts'

const systemStart = '2025-07-01'
/** The last thing that happened: the instant that "end of data" means. */
const asOf =
  events
    .map(({ at }) => at)
    .toSorted()
    .at(-1) ?? ''
const proactive = centre.sources.filter((source) => source.proactive).map(({ id }) => id)
const isProactive = ({ source = '' }: Ticket): boolean => proactive.includes(source)
const isOpen = ({ status = 'reported' }: Ticket): boolean => statusKinds[status] === 'open'
const inArea = (code: string): Ticket[] => tickets.filter((ticket) => areaOf(ticket).startsWith(code))
const before = (some: readonly Ticket[]): Ticket[] => some.filter((t) => t.reported_at < systemStart)
const after = (some: readonly Ticket[]): Ticket[] => some.filter((t) => t.reported_at >= systemStart)
const share = (some: readonly Ticket[], of: (ticket: Ticket) => boolean): number =>
  some.filter(of).length / some.length
const hotline = (code: string): Ticket[] => inArea(code).filter(({ source }) => source === 'hotline_12345')
const found = (code: string): Ticket[] => inArea(code).filter(({ source }) => source === 'grid_inspection')

describe('the founding story', () => {
  const shuijing = '610117001008'

  it('shows the calls of Shuijing falling from 7 to 8 a month to 1 to 2, as the README counts them', () => {
    expect(byMonth(hotline(shuijing))).toEqual([
      7, 8, 7, 8, 8, 7, 7, 8, 7, 8, 7, 8, 2, 2, 1, 2, 1, 1, 2, 1, 2, 1, 2, 1,
    ])
  })

  it('shows more being found there first', () => {
    expect(before(found(shuijing))).toHaveLength(20)
    expect(after(found(shuijing))).toHaveLength(121)
  })

  it('leaves two communities that have not joined as they were', () => {
    const calls = ['610117001005', '610117001006'].map(hotline)
    expect(calls.map((some) => [before(some).length, after(some).length])).toEqual([
      [89, 89],
      [87, 88],
    ])
  })
})

describe('the district', () => {
  const closed = tickets.filter(({ status }) => status === 'closed')
  const inCommunity = ({ solved_tier = '' }: Ticket): boolean => ['grid', 'community'].includes(solved_tier)

  it('turns from calls to finding, and solves more in the community', () => {
    expect(share(before(tickets), isProactive)).toBeCloseTo(0.181, 3)
    expect(share(after(tickets), isProactive)).toBeCloseTo(0.47, 3)
    expect(share(before(closed), inCommunity)).toBeCloseTo(0.279, 3)
    expect(share(after(closed), inCommunity)).toBeCloseTo(0.488, 3)
  })

  it('sends more of what goes up by way of the centre', () => {
    const up = events.filter(({ kind }) => kind === 'escalated')
    const toCentre = (some: typeof up): number =>
      some.filter((e) => e.to_tier === 'centre').length / some.length
    expect(toCentre(up.filter(({ at }) => at < systemStart))).toBeLessThan(0.3)
    expect(toCentre(up.filter(({ at }) => at >= '2025-10-01'))).toBeGreaterThan(0.5)
  })

  it('closes nearly everything, most of it in time, and has some dozens past due at the end', () => {
    const pastDue = tickets.filter((ticket) => isOpen(ticket) && (ticket.due_at ?? asOf) < asOf)
    expect(pastDue).toHaveLength(74)
    const inTime = share(closed, ({ closed_at = '', due_at = '' }) => closed_at <= due_at)
    expect(inTime).toBeGreaterThan(0.8)
    expect(inTime).toBeLessThan(0.92)
    const june = closed.filter(({ closed_at = '' }) => closed_at >= '2026-06-01')
    const closingRate = june.length / (june.length + pastDue.length)
    expect(closingRate).toBeGreaterThan(0.93)
    expect(closingRate).toBeLessThan(0.975)
    expect(share(tickets.filter(isOpen), ({ due_at = '' }) => due_at > asOf)).toBeGreaterThan(0.3)
  })

  it('has the mess of real life', () => {
    const times = (of: (ticket: Ticket) => boolean): number => tickets.filter(of).length
    expect(times(({ returns = 0 }) => returns >= 2)).toBeGreaterThan(100)
    expect(times(({ transfers = 0 }) => transfers >= 3)).toBe(322)
    expect(times(({ reworks = 0 }) => reworks >= 3)).toBeGreaterThan(30)
    expect(times(({ supervised }) => supervised === true)).toBe(1110)
    expect(times(({ status }) => status === 'suspended')).toBe(17)
    expect(times(({ status }) => ['rejected', 'void', 'duplicate'].includes(status ?? ''))).toBe(381)
    expect(events.filter(({ kind }) => kind === 'reopened')).toHaveLength(236)
  })

  it('has its seasons', () => {
    const heating = tickets.filter(({ category }) => category === 'utilities_heating')
    const summer = heating.filter(
      ({ reported_at }) => reported_at > '2025-04-01' && reported_at < '2025-10-15',
    )
    expect(summer).toHaveLength(0)
    expect(heating.length).toBeGreaterThan(500)
    const months = byMonth(tickets.filter(({ category }) => category === 'utilities_drainage'))
    expect(sum([0, 1, 12, 13].map((month) => months[month] ?? 0))).toBeGreaterThan(
      2 * sum([4, 5, 16, 17].map((month) => months[month] ?? 0)),
    )
    const night = (t: Ticket): boolean =>
      Number(t.reported_at.slice(11, 13)) >= 21 || t.reported_at.slice(11, 13) < '02'
    const noise = tickets.filter(({ category = '' }) => category.startsWith('noise_fumes'))
    expect(share(noise, night)).toBeGreaterThan(2 * share(tickets, night))
  })

  it('is quiet over the Spring Festival', () => {
    const days = (from: string, to: string): number =>
      tickets.filter(({ reported_at }) => reported_at >= from && reported_at < to).length
    expect(days('2026-02-15', '2026-02-24')).toBeLessThan(0.55 * days('2026-03-15', '2026-03-24'))
  })
})

describe('the quarters of the founding text', () => {
  const inMonth = (code: string, month: string, category: string): number =>
    inArea(code).filter((t) => t.reported_at.startsWith(month) && t.category === category).length

  it('have no water in Yanglin Phase III in November 2024, after the property manager resigned', () => {
    expect(inMonth('610117001008002', '2024-11', 'utilities_water_supply')).toBe(29)
    expect(inMonth('610117001008002', '2024-11', 'property_withdrawal')).toBe(4)
    expect(inMonth('610117001008002', '2024-10', 'utilities_water_supply')).toBeLessThan(3)
  })

  it('have stairs of five-guarantees households in Minsheng, found after the start', () => {
    const stairs = inArea('610117001003001').filter(({ title = '' }) => title.includes('五保户'))
    expect([before(stairs).length, after(stairs).length]).toEqual([3, 16])
    expect(after(stairs).every(isProactive)).toBe(true)
  })

  it('have garbage in Jingyuan until a collection point is built', () => {
    const corner = inArea('610117001004001').filter(
      ({ category }) => category === 'sanitation_scattered_garbage',
    )
    const months = byMonth(corner)
    expect(Math.min(...months.slice(0, 14))).toBeGreaterThanOrEqual(7)
    expect(Math.max(...months.slice(14))).toBeLessThanOrEqual(4)
  })
})

describe('places', () => {
  it('make the market a hotspot', () => {
    const market = tree.specials[0]
    if (!market) throw new Error('no special grid')
    const there = tickets.filter((ticket) => {
      const point = pointOf(ticket)
      return point !== undefined && contains(market.geometry, market.bounds, point)
    })
    expect(there.length).toBeGreaterThan(450)
    const typical = share(there, ({ category = '' }) => /^(noise_fumes|street_order)/.test(category))
    expect(typical).toBeGreaterThan(0.75)
  })

  it('make lifts of a new estate an emerging hotspot of the last eight weeks', () => {
    const lifts = inArea('610117002016001').filter(({ category = '' }) => category.startsWith('lifts_'))
    const weeks = new Array<number>(8).fill(0)
    for (const { reported_at } of lifts) {
      const day = (Date.parse(reported_at) - Date.parse('2026-05-06T00:00:00+08:00')) / 86_400_000
      weeks[Math.floor(day / 7)] = (weeks[Math.floor(day / 7)] ?? 0) + 1
    }
    expect(weeks).toEqual([2, 3, 5, 6, 8, 9, 11, 13])
  })

  it.each(repeatPlaces)('repeat at $grid: $category from $from', ({ grid, category, from, to, perMonth }) => {
    const points = inArea(grid)
      .filter((t) => t.category === category && t.reported_at >= from && t.reported_at < to)
      .map(pointOf)
      .filter((point): point is Point => point !== undefined)
    const around = points.map((a) => points.filter((b) => metresBetween(a, b) < 50).length)
    const months = (Date.parse(to) - Date.parse(from)) / (30 * 86_400_000)
    expect(Math.max(...around)).toBeGreaterThan(0.6 * perMonth * months)
  })
})
