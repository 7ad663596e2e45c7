import { readFileSync } from 'node:fs'
import { AreaGeometry } from '@grid/data/contract'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import gaoling from '../../../test/fixtures/hotspots/gaoling-communities.json' with { type: 'json' }
import { normalTwoSided } from '../../statistics/index.ts'
import { adjusted } from '../statistics/false-discovery.ts'
import { giStars } from '../statistics/gi-star.ts'
import type { Neighbourhood } from '../statistics/neighbourhood.ts'
import { stepsAway, touching } from './contiguity.ts'

const file = new URL('../../../data/packs/gaoling/areas.geojson', import.meta.url)
const Areas = z.object({
  features: z.array(
    z.object({
      properties: z.object({
        code: z.string(),
        level: z.string(),
        kind: z.string(),
        households: z.number().nullish(),
      }),
      geometry: AreaGeometry,
    }),
  ),
})

/** Degrees that make about so many metres at the equator, where the boxes of these tests lie. */
const metres = (count: number) => count / 111_195
const box = (west: number, south: number, east: number, north: number): AreaGeometry => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ].map(([x, y]): [number, number] => [metres(x!), metres(y!)]),
  ],
})
const listsOf = ({ starts, others }: Neighbourhood) =>
  Array.from({ length: starts.length - 1 }, (_, place) => [
    ...others.subarray(starts[place], starts[place + 1]),
  ])

describe('areas that touch', () => {
  it('share a side or a corner', async () => {
    const found = await touching([
      box(0, 0, 100, 100),
      box(100, 0, 200, 100),
      box(200, 100, 300, 200),
      box(400, 400, 500, 500),
      null,
    ])
    expect(listsOf(found)).toEqual([[1], [0, 2], [1], [], []])
  })

  it('touch where a long side lies along two short ones without their corner', async () => {
    const found = await touching([box(0, 0, 100, 1000), box(100, 400, 200, 600)])
    expect(listsOf(found)).toEqual([[1], [0]])
  })

  it('touch across a sliver of a few metres, and over one; not across a road', async () => {
    const beside = async (gap: number) =>
      listsOf(await touching([box(0, 0, 100, 100), box(100 + gap, 0, 200, 100)]))
    expect(await beside(4.5)).toEqual([[1], [0]])
    expect(await beside(-4.5)).toEqual([[1], [0]])
    expect(await beside(5.5)).toEqual([[], []])
  })

  it('touch where they lie across each other, corners far apart', async () => {
    const found = await touching([box(0, 400, 1000, 600), box(400, 0, 600, 1000)])
    expect(listsOf(found)).toEqual([[1], [0]])
  })

  it('are some borders away through others', async () => {
    const chain = await touching([0, 100, 200, 300].map((west) => box(west, 0, west + 100, 100)))
    expect(listsOf(stepsAway(chain, 2))).toEqual([
      [1, 2],
      [0, 2, 3],
      [0, 1, 3],
      [1, 2],
    ])
  })
})

describe('the communities of the demo', () => {
  // Neighbours within 5 m (st_is_within_distance, EPSG:32649; poly2nb finds the same but for one pair of corners 3.6 m apart),
  // those two borders away by nblag, Gi* by localG with include.self and style B, corrected
  // by p.adjust(p, "BH"): spdep 1.2.7, sf on R 4.2.2. The counts are the demo's tickets by community.
  const { features } = Areas.parse(JSON.parse(readFileSync(file, 'utf8')))
  const communities = gaoling.codes.map(
    (code) => features.find(({ properties }) => properties.code === code)!,
  )
  const outlines = communities.map(({ geometry }) => geometry)
  const counts = Float64Array.from(gaoling.counts)
  const matches = (found: ArrayLike<number>, expected: readonly number[]) => {
    expect(found).toHaveLength(expected.length)
    for (const [place, one] of expected.entries()) expect(found[place]).toBeCloseTo(one, 9)
  }

  it('have as many neighbours as spdep finds, and its Gi* of counts and rates', async () => {
    const touches = await touching(outlines)
    expect(listsOf(touches).map((list) => list.length)).toEqual(gaoling.neighbours)
    const found = giStars(counts, touches)
    matches(found, gaoling.z)
    matches(adjusted(found.map(normalTwoSided)), gaoling.adjusted)
    const rates = counts.map((count, place) => (1000 * count) / communities[place]!.properties.households!)
    matches(giStars(rates, touches), gaoling.rate)
  })

  it('have its Gi* two borders away', async () => {
    matches(giStars(counts, stepsAway(await touching(outlines), 2)), gaoling.twoSteps)
  })
})
