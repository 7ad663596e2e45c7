import { describe, expect, it } from 'vitest'
import { newYork } from '../../../test/fixtures/new-york.ts'
import { scan } from './scan.ts'

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

  // SaTScan 9.6 on the same tracts, coordinates taken as Cartesian, half of the people at most
  it.each([
    [
      100,
      58.28,
      14.083511,
      [
        52, 50, 37, 49, 38, 48, 53, 39, 15, 47, 51, 1, 40, 44, 16, 2, 55, 36, 14, 43, 13, 45, 3, 35, 17, 11,
        12, 46,
      ],
    ],
    [38, 17.79, 9.019716, [89, 88, 87, 84, 90, 86, 92, 85]],
    [
      64,
      40.85,
      6.11414,
      [
        112, 113, 115, 111, 116, 219, 117, 123, 218, 114, 122, 110, 124, 220, 118, 133, 121, 125, 216, 120,
        134, 217, 126, 139, 215, 132, 141, 140, 127, 142, 138, 131, 119,
      ],
    ],
    [25, 12.82, 4.651839, [62, 64, 67, 65]],
    [12, 5.14, 3.363518, [266, 281, 267, 265]],
    [11, 4.61, 3.209485, [166, 159, 167]],
  ])('finds the clusters that SaTScan finds: %d cases against %d', (cases, expected, ratio, tracts) => {
    console.log(
      answer.clusters.map((c) => [
        c.observed,
        c.expected.toFixed(2),
        c.ratio.toFixed(6),
        c.p,
        c.tailP,
        c.places.map((p) => p + 1).join(' '),
      ]),
      answer.replications,
    )
    const found = answer.clusters.find(({ observed }) => observed === cases)
    expect(found?.expected).toBeCloseTo(expected, 2)
    expect(found?.ratio).toBeCloseTo(ratio, 6)
    expect(found?.places.map((place) => place + 1).sort((a, b) => a - b)).toEqual(
      tracts.sort((a, b) => a - b),
    )
  })
})
