import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Located } from './ground.ts'
import { type FoundPlace, placesAmong, type RepeatRule } from './places.ts'
import { metresBetween } from './point-grid.ts'

const rule: RepeatRule = { tickets: 3, metres: 50, days: 30 }
type Columns = Record<keyof Located, number[]>
type Point = [metres: number, day: number]
/** Tickets along a meridian: metres north of a point, and days. */
const along = (points: readonly Point[]): Columns => ({
  lon: points.map(() => 109),
  lat: points.map(([metres]) => 34.5 + metres / 111_194.93),
  day: points.map(([, day]) => day),
})
const find = (located: Columns, by = rule) => placesAmong(located, by)

describe('repeat places', () => {
  it('need the tickets, the metres and the days of the rule', () => {
    expect(find(along([]))).toEqual([])
    expect(find(along([[0, 0]]))).toEqual([])
    expect(
      find(
        along([
          [0, 0],
          [10, 1],
        ]),
      ),
    ).toEqual([])
    expect(
      find(
        along([
          [0, 0],
          [10, 1],
          [20, 29],
        ]),
      ),
    ).toHaveLength(1)
    // the thirty-first day
    expect(
      find(
        along([
          [0, 0],
          [10, 1],
          [20, 30],
        ]),
      ),
    ).toEqual([])
    // the one in the middle is 49 m from both, and 51 m
    expect(
      find(
        along([
          [0, 0],
          [49, 1],
          [98, 2],
        ]),
      ),
    ).toHaveLength(1)
    expect(
      find(
        along([
          [0, 0],
          [51, 1],
          [102, 2],
        ]),
      ),
    ).toEqual([])
  })

  it('take in every episode of one place, and leave out what came alone', () => {
    const [place, ...more] = find(
      along([
        [0, 0],
        [1, 5],
        [0, 9],
        [0, 100],
        [0, 200],
        [0, 210],
        [1, 220],
      ]),
    )
    expect(more).toEqual([])
    expect(place?.tickets).toEqual([0, 1, 2, 4, 5, 6])
  })

  it('do not chain: rubbish every 30 m along two kilometres makes places of at most 100 m', () => {
    const places = find(along(Array.from({ length: 67 }, (_, index) => [index * 30, index % 5])))
    expect(places.length).toBeGreaterThan(10)
    for (const { lon, lat, tickets } of places)
      for (const ticket of tickets)
        expect(metresBetween(lon, lat, 109, 34.5 + (ticket * 30) / 111_194.93)).toBeLessThanOrEqual(50)
  })

  it('are found among a thousand tickets of one point, without comparing each with each', () => {
    const [place, ...more] = find(along(Array.from({ length: 1000 }, (_, index) => [0, index])))
    expect(more).toEqual([])
    expect(place?.tickets).toHaveLength(1000)
  })

  it('are what trying every disc anew gives', () => {
    let found = 0
    fc.assert(
      fc.property(drawn, (located) => {
        const places = find(located)
        found += places.length
        expect(named(located, places)).toEqual(named(located, byForce(located)))
      }),
      { numRuns: 150 },
    )
    expect(found).toBeGreaterThan(100)
  })

  it('are the same in whatever order the tickets come', () => {
    fc.assert(
      fc.property(drawn, fc.infiniteStream(fc.nat()), (located, stream) => {
        const order = located.day
          .map((_, index) => ({ index, at: Number(stream.next().value) }))
          .sort((a, b) => a.at - b.at)
          .map(({ index }) => index)
        const mixed: Columns = {
          lon: order.map((index) => located.lon[index]!),
          lat: order.map((index) => located.lat[index]!),
          day: order.map((index) => located.day[index]!),
        }
        const places = find(mixed)
        expect(named(mixed, places)).toEqual(named(located, find(located)))
      }),
    )
  })
})

/** Places as what they hold, whatever number their tickets have. */
function named({ lon, lat, day }: Columns, places: readonly FoundPlace[]): string[] {
  return places.map((place) =>
    JSON.stringify([
      place.lon,
      place.lat,
      place.tickets.map((ticket) => `${lon[ticket]} ${lat[ticket]} ${day[ticket]}`).sort(),
    ]),
  )
}

/** The rule in plain words: every ticket's disc is judged again after every place taken. */
function byForce({ lon, lat, day }: Columns): FoundPlace[] {
  const free = new Set(day.keys())
  const places: FoundPlace[] = []
  for (;;) {
    const discs = [...day.keys()].map((middle) => {
      const disc = [...free].filter(
        (other) => metresBetween(lon[middle]!, lat[middle]!, lon[other]!, lat[other]!) <= rule.metres,
      )
      const tickets = disc.filter((ticket) =>
        disc.some((first) => {
          const together = disc.filter(
            (other) => day[other]! >= day[first]! && day[other]! - day[first]! < rule.days,
          )
          return together.includes(ticket) && together.length >= rule.tickets
        }),
      )
      const metres = tickets.map((ticket) =>
        metresBetween(lon[middle]!, lat[middle]!, lon[ticket]!, lat[ticket]!),
      )
      const spread = metres.reduce((sum, value) => sum + Math.round(value * 1e4), 0)
      return { lon: lon[middle]!, lat: lat[middle]!, tickets, spread }
    })
    const [best] = discs
      .filter(({ tickets }) => tickets.length > 0)
      .sort(
        (a, b) =>
          b.tickets.length - a.tickets.length || a.spread - b.spread || a.lon - b.lon || a.lat - b.lat,
      )
    if (!best) return places
    for (const ticket of best.tickets) free.delete(ticket)
    places.push(best)
  }
}

const drawn = fc
  .array(
    fc.tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 60 })),
    { minLength: 25, maxLength: 60 },
  )
  .map(
    (points): Columns => ({
      lon: points.map(([x]) => 109 + x * 0.00021),
      lat: points.map(([, y]) => 34.5 + y * 0.00017),
      day: points.map(([, , day]) => day),
    }),
  )
