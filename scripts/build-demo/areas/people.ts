import { between } from './chance.ts'
import { shortName } from './names.ts'

/** Family households and people of the district at the census of 2020. */
export const districtHouseholds = 130_440
export const districtPopulation = 416_996
const basicGrids = 188

export interface Peopled {
  code: string
  /** a residents' community (社区), not a village */
  urban: boolean
  households: number
  population: number
  grids: number
}

/** Gives every community households, people and a number of grids; the sums are the district's. */
export function people(communities: { code: string; name: string }[]): Peopled[] {
  const urban = communities.map(({ name }) => shortName(name).endsWith('社区'))
  const weights = communities.map(({ code }, i) =>
    urban[i] ? between(1450, 3000, code, 'households') : between(520, 880, code, 'households'),
  )
  const households = apportion(districtHouseholds, weights)
  const population = apportion(
    districtPopulation,
    households.map(
      (count, i) =>
        count *
        (urban[i]
          ? between(2.6, 3, communities[i]!.code, 'size')
          : between(3.5, 4.1, communities[i]!.code, 'size')),
    ),
  )
  const grids = seatsByHighestAverage(basicGrids, households)
  return communities.map(({ code }, i) => ({
    code,
    urban: urban[i]!,
    households: households[i]!,
    population: population[i]!,
    grids: grids[i]!,
  }))
}

/** Cuts a whole number into whole parts in proportion to the weights, by largest remainder; they sum to it. */
export function apportion(total: number, weights: number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0)
  const exact = weights.map((weight) => (weight / sum) * total)
  const parts = exact.map(Math.floor)
  const order = exact
    .map((value, i) => ({ i, rest: value - Math.floor(value) }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i)
  let left = total - parts.reduce((a, b) => a + b, 0)
  for (const { i } of order) {
    if (left-- <= 0) break
    parts[i]! += 1
  }
  return parts
}

/** One grid for each community, the next always where the most households share one (Webster's method). */
function seatsByHighestAverage(total: number, households: number[]): number[] {
  const grids = households.map(() => 1)
  for (let given = grids.length; given < total; given++) {
    let best = 0
    for (let i = 1; i < grids.length; i++) {
      if (households[i]! / (grids[i]! + 0.5) > households[best]! / (grids[best]! + 0.5)) best = i
    }
    grids[best]! += 1
  }
  return grids
}
