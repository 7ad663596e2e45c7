import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newYork } from '../../../test/fixtures/new-york.ts'
import { logLikelihoodRatio } from './likelihood.ts'
import { randomFrom } from './random.ts'
import { type ScanQuestion, scan } from './scan.ts'

describe('the purely spatial scan of leukaemia in New York', () => {
  const people = newYork.reduce((sum, tract) => sum + tract.people, 0)
  const answer = scan({
    places: {
      x: newYork.map(({ lon }) => lon),
      y: newYork.map(({ lat }) => lat),
      shares: newYork.map((tract) => tract.people / people),
    },
    days: [1],
    counts: newYork.map(({ cases }) => cases),
    reach: { share: 0.5, radius: Infinity },
    fewest: 2,
    replications: 999,
    seed: 1,
    p: 1,
  })

  // SaTScan 9.6 on the same tracts, coordinates taken as Cartesian, half of the people at most: cases, expected, log
  // likelihood ratio, p, tracts
  it.each([
    [
      100,
      58.28,
      14.083511,
      0.00015,
      '52 50 37 49 38 48 53 39 15 47 51 1 40 44 16 2 55 36 14 43 13 45 3 35 17 11 12 46',
    ],
    [38, 17.79, 9.019716, 0.016, '89 88 87 84 90 86 92 85'],
    [
      64,
      40.85,
      6.11414,
      0.248,
      '112 113 115 111 116 219 117 123 218 114 122 110 124 220 118 133 121 125 216 120 134 217 126 139 215 132 141 140 ' +
        '127 142 138 131 119',
    ],
    [25, 12.82, 4.651839, 0.645, '62 64 67 65'],
    [12, 5.14, 3.363518, 0.965, '266 281 267 265'],
    [11, 4.61, 3.209485, 0.982, '166 159 167'],
  ])('finds what SaTScan finds: %d cases where %d are expected', (cases, expected, ratio, p, tracts) => {
    const found = answer.clusters.find(({ ratio: near }) => Math.abs(near - ratio) < 1e-3)
    expect(found?.observed).toBe(cases)
    expect(found?.expected).toBeCloseTo(expected, 2)
    expect(found?.ratio).toBeCloseTo(ratio, 6)
    const numbers = found?.places.map((place) => String(place + 1)).sort()
    expect(numbers).toEqual(tracts.split(' ').sort())
    // two estimates from 999 replications each: 4 standard errors of their difference
    expect(Math.abs(found!.p - p)).toBeLessThan(4 * Math.sqrt((2 * Math.max(p, 0.005) * (1 - p)) / 999))
  })
})

/** A row of places a kilometre apart, all alike; `tickets` are [place, days before the last day]. */
function row(places: number, days: number, tickets: readonly [number, number][]): ScanQuestion {
  const counts = new Int32Array(places * days)
  for (const [place, day] of tickets) counts[place * days + day] = counts[place * days + day]! + 1
  return {
    places: {
      x: Array.from({ length: places }, (_, place) => place * 1000),
      y: new Float64Array(places),
      shares: new Float64Array(places).fill(1 / places),
    },
    days: new Float64Array(days).fill(1 / days),
    counts,
    reach: { share: 0.5, radius: 5000 },
    fewest: 2,
    replications: 199,
    seed: 7,
    p: 1,
  }
}
const times = (count: number, ticket: [number, number]) => Array.from({ length: count }, () => ticket)

describe('the space-time scan', () => {
  it('finds a burst by its place and days, with the ratio worked by hand', () => {
    const quiet = Array.from({ length: 10 }, (_, place): [number, number] => [place, 5])
    const { clusters } = scan(row(10, 10, [...quiet, ...times(3, [4, 0]), ...times(3, [4, 1])]))
    // six of sixteen tickets on two of ten days in one of ten places: 0.32 expected
    expect(clusters[0]).toMatchObject({ places: [4], days: 2, observed: 6 })
    expect(clusters[0]?.expected).toBeCloseTo(0.32, 12)
    // 6 ln(6 / 0.32) + 10 ln(10 / 15.68)
    expect(clusters[0]?.ratio).toBeCloseTo(13.08915, 5)
    expect(clusters[0]?.p).toBe(0.005)
  })

  it('has no cluster where there is nothing, one ticket, or fewer than a cluster needs', () => {
    expect(scan(row(10, 5, [])).clusters).toEqual([])
    expect(scan(row(10, 5, [[3, 0]])).clusters).toEqual([])
    expect(scan({ ...row(10, 5, times(3, [3, 0])), fewest: 4 }).clusters).toEqual([])
  })

  it('takes all tickets in one place for a cluster, and has nothing to say of a single place', () => {
    expect(scan(row(10, 1, times(9, [2, 0]))).clusters[0]).toMatchObject({
      places: [2],
      observed: 9,
      p: 0.005,
    })
    // of one place and day exactly what was seen is expected
    expect(scan(row(1, 1, times(9, [0, 0]))).clusters).toEqual([])
  })

  it('takes in what is equally far together', () => {
    const cross = row(5, 1, [...times(4, [1, 0]), ...times(4, [2, 0])])
    cross.places = { x: [0, 1, -1, 0, 0], y: [0, 0, 0, 1, -1], shares: new Float64Array(5).fill(0.2) }
    cross.reach = { share: 0.8, radius: 1 }
    // a circle about the middle has all four at once, which is more than the largest share
    for (const { places } of scan(cross).clusters) expect(places).toHaveLength(1)
  })

  it('is the same for the same seed, and its clusters share no place', () => {
    const question = row(12, 7, [...times(5, [2, 0]), ...times(5, [8, 1]), ...times(2, [5, 6])])
    const answer = scan(question)
    expect(scan(question)).toEqual(answer)
    const places = answer.clusters.flatMap((cluster) => cluster.places)
    expect(new Set(places).size).toBe(places.length)
    expect(answer.clusters.length).toBeGreaterThan(1)
  })

  it('is what trying every cylinder gives', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 5 })), {
          minLength: 4,
          maxLength: 40,
        }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 9, maxLength: 9 }),
        fc.array(fc.tuple(fc.nat(3000), fc.nat(3000)), { minLength: 9, maxLength: 9 }),
        (tickets, weights, points) => {
          const total = weights.reduce((sum, weight) => sum + weight, 0)
          const question: ScanQuestion = {
            ...row(9, 6, tickets),
            places: {
              x: points.map(([x]) => x),
              y: points.map(([, y]) => y),
              shares: weights.map((weight) => weight / total),
            },
            days: [0.3, 0.1, 0.1, 0.2, 0.2, 0.1],
            replications: 1,
          }
          expect(scan(question).clusters[0]?.ratio ?? 0).toBeCloseTo(byForce(question), 9)
        },
      ),
      { numRuns: 200 },
    )
  })

  it('takes a circle that holds just the largest part, in whatever order its places are summed', () => {
    // the seven places within a metre of each other weigh 18 of 36
    const weights = [3, 3, 2, 2, 9, 5, 4, 6, 2]
    const question: ScanQuestion = {
      ...row(9, 6, [
        [0, 0],
        [5, 0],
        [2, 0],
        [0, 0],
      ]),
      places: {
        x: [1814, 1815, 0, 308, 1815, 0, 0, 1815, 0],
        y: [0, 0, 1996, 0, 0, 0, 0, 0, 0],
        shares: weights.map((weight) => weight / 36),
      },
      days: [0.3, 0.1, 0.1, 0.2, 0.2, 0.1],
      replications: 1,
    }
    expect(scan(question).clusters[0]?.ratio ?? 0).toBeCloseTo(byForce(question), 9)
  })

  it('calls as few quiet scans a cluster as its p says', () => {
    const random = randomFrom(20_260_501)
    const scans = 200
    let alarms = 0
    for (let run = 0; run < scans; run++) {
      const tickets = times(40, [0, 0]).map((): [number, number] => [
        Math.floor(random.unit() * 20),
        Math.floor(random.unit() * 14),
      ])
      const { clusters } = scan({ ...row(20, 14, tickets), replications: 99, seed: run, p: 0.05 })
      if (clusters.length > 0) alarms++
    }
    // ten of two hundred are to be expected; more than 19 with probability 0.003 (R: pbinom(19, 200, .05, FALSE))
    expect(alarms).toBeLessThan(20)
    expect(alarms).toBeGreaterThan(1)
  })
})

function byForce({ places: { x, y, shares }, days, counts, reach, fewest }: ScanQuestion): number {
  const total = Array.from(counts).reduce((sum, count) => sum + count, 0)
  let best = 0
  for (let middle = 0; middle < x.length; middle++) {
    const away = Array.from(x, (_, place) => Math.hypot(x[place]! - x[middle]!, y[place]! - y[middle]!))
    for (const radius of away.filter((distance) => distance <= reach.radius)) {
      const inside = away.flatMap((distance, place) => (distance <= radius ? [place] : []))
      const share = inside.reduce((sum, place) => sum + shares[place]!, 0)
      if (inside.length > 1 && share > reach.share + 1e-9) continue
      for (let last = 1; last <= days.length; last++) {
        let [observed, part] = [0, 0]
        for (let day = 0; day < last; day++) {
          part += days[day]!
          for (const place of inside) observed += counts[place * days.length + day]!
        }
        if (observed >= fewest)
          best = Math.max(best, logLikelihoodRatio(observed, share * part * total, total))
      }
    }
  }
  return best
}
