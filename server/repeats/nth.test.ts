import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nthOfEach, type Reported, type Stale } from './nth.ts'
import { metresBetween } from './point-grid.ts'

const rule = { tickets: 3, metres: 50, days: 30 }
/** A degree of latitude is 111,195 m. */
const at = (metres: number, day: number): Reported => ({
  category: 1,
  lon: 109,
  lat: 34.5 + metres / 111_194.93,
  day,
  at: day * 86_400_000,
  counted: false,
})
const judged = (tickets: readonly Reported[], stale: Stale = { since: 0 }) => [
  ...nthOfEach(tickets, stale, rule),
]

describe('the nth at a place', () => {
  it('looks back over the days of the rule, the first and the last counted', () => {
    expect(judged([at(0, 0), at(0, 10), at(0, 29)]).map(({ nth }) => nth)).toEqual([1, 2, 3])
    expect(judged([at(0, 0), at(0, 10), at(0, 30)]).map(({ nth }) => nth)).toEqual([1, 2, 2])
  })

  it('sees as far as the metres of the rule', () => {
    expect(judged([at(0, 0), at(49.9, 1), at(-50.2, 2)]).map(({ nth }) => nth)).toEqual([1, 2, 1])
  })

  it('counts a place that goes on once in the days of the rule', () => {
    const weekly = Array.from({ length: 14 }, (_, week) => at(0, week * 7))
    const days = judged(weekly).flatMap(({ counted, ticket }) => (counted ? [weekly[ticket]!.day] : []))
    // complete with the third; 42 is 28 days later, 49 is 35
    expect(days).toEqual([14, 49, 84])
  })

  it('says the same whether it begins at the first ticket or later, as far as it reaches back', () => {
    fc.assert(
      fc.property(drawn, fc.integer({ min: 0, max: 90 }), (tickets, day) => {
        const whole = judged(tickets)
        const known = tickets.map((ticket, index) => ({ ...ticket, counted: whole[index]!.counted }))
        const since = known.findIndex((ticket) => ticket.day >= day)
        const back = known.findIndex((ticket) => ticket.day > day - rule.days)
        if (since === -1) return
        const part = judged(known.slice(back), { since: day })
        expect(part.map(({ ticket, ...told }) => ({ ...told, ticket: ticket + back }))).toEqual(
          whole.slice(since),
        )
      }),
    )
  })

  it('is judged anew where a change came before it, and no other', () => {
    const [morning, noon, evening] = [6, 12, 18].map((hour) => ({ ...at(0, 0), at: hour * 3_600_000 }))
    expect(judged([morning!, noon!, evening!], [noon!]).map(({ ticket }) => ticket)).toEqual([1, 2])
  })

  it('says the same of what a change has touched, and of nothing else', () => {
    let touched = 0
    fc.assert(
      fc.property(drawn, drawn, fc.nat(), (tickets, [other], which) => {
        const [old] = tickets.splice(which % tickets.length, 1)
        const all = [...tickets, other!].sort((a, b) => a.at - b.at)
        const order = [...tickets, old!].sort((a, b) => a.at - b.at)
        const before = judged(order)
        const was = new Map(order.map((ticket, index) => [ticket, before[index]!]))
        const known = all.map((ticket) => ({ ...ticket, counted: was.get(ticket)?.counted ?? false }))
        const part = new Map(judged(known, [old!, other!]).map((told) => [told.ticket, told]))
        for (const whole of judged(all)) {
          const told = part.get(whole.ticket)
          if (told) expect(told).toEqual(whole)
          else expect(was.get(all[whole.ticket]!)).toMatchObject({ nth: whole.nth, counted: whole.counted })
        }
        touched += part.size
        expect(part.size).toBeLessThan(all.length)
      }),
    )
    expect(touched).toBeGreaterThan(100)
  })

  it('is what comparing every ticket with every other one gives', () => {
    fc.assert(
      fc.property(drawn, (tickets) => {
        const counted: boolean[] = []
        for (const [index, { nth, counted: here }] of judged(tickets).entries()) {
          const { category, lon, lat, day } = tickets[index]!
          const before = tickets
            .slice(0, index)
            .flatMap((other, place) =>
              category === other.category &&
              day - other.day < rule.days &&
              metresBetween(lon, lat, other.lon, other.lat) <= rule.metres
                ? [place]
                : [],
            )
          expect(nth).toBe(before.length + 1)
          expect(here).toBe(nth >= rule.tickets && !before.some((place) => counted[place]))
          counted.push(here)
        }
      }),
    )
  })
})

const drawn = fc
  .array(
    fc.record({
      category: fc.integer({ min: 1, max: 2 }),
      lon: fc.integer({ min: 0, max: 8 }).map((step) => 109 + step * 0.0002),
      lat: fc.integer({ min: 0, max: 8 }).map((step) => 34.5 + step * 0.0002),
      // every three hours, so that a day has several, some of them at the same instant
      at: fc.integer({ min: 0, max: 120 * 8 }).map((step) => step * 10_800_000),
      counted: fc.constant(false),
    }),
    { minLength: 40, maxLength: 120 },
  )
  .map((tickets) =>
    tickets
      .map((ticket) => ({ ...ticket, day: Math.floor(ticket.at / 86_400_000) }))
      .sort((a, b) => a.at - b.at),
  )
