import type { Place } from './places/frame.ts'
import { neighbourhoodAmong } from './statistics/neighbourhood.ts'
import type { Study } from './study.ts'

/** What Gi* is taken of: tickets, or tickets per 1,000 households. */
export type ValueKind = 'count' | 'rate'

/** A study with the value of every place, and the places that have none. */
export interface Valued {
  study: Study
  value: ValueKind
  values: Float64Array
  /** tickets of each place if they were spread evenly: over the places, or for rates over the households */
  expected: Float64Array
  /** places without households, or with an unknown number: they have no rate and take no part */
  left: { place: Place; count: number }[]
}

/** Takes counts, or rates where households are known, as the values of a study. */
export function valuedOf(study: Study, value: ValueKind): Valued {
  if (value === 'count') {
    const { counts } = study
    const mean = counts.length === 0 ? 0 : study.tickets / counts.length
    const expected = new Float64Array(counts.length).fill(mean)
    return { study, value, values: Float64Array.from(counts), expected, left: [] }
  }
  const rated = withHouseholds(study)
  const households = rated.places.map((place) => place.households ?? 0)
  const all = households.reduce((sum, one) => sum + one, 0)
  return {
    study: rated,
    value,
    values: Float64Array.from(rated.counts, (count, index) => (1000 * count) / households[index]!),
    expected: Float64Array.from(households, (one) => (one * rated.tickets) / all),
    left: study.places.flatMap((place, index) =>
      isRated(place) ? [] : [{ place, count: study.counts[index]! }],
    ),
  }
}

function isRated({ households }: Place): boolean {
  return households !== null && households > 0
}

function withHouseholds(study: Study): Study {
  const kept = Int32Array.from(study.places.flatMap((place, index) => (isRated(place) ? [index] : [])))
  const counts = Int32Array.from(kept, (index) => study.counts[index]!)
  return {
    ...study,
    places: Array.from(kept, (index) => study.places[index]!),
    members: Int32Array.from(kept, (index) => study.members[index]!),
    counts,
    neighbourhood: neighbourhoodAmong(study.neighbourhood, kept),
    edge: Array.from(kept, (index) => study.edge[index]!),
    tickets: counts.reduce((sum, count) => sum + count, 0),
  }
}
