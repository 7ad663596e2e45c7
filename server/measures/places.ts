import type { Asking } from '../filter/index.ts'
import { repeatPlaceOf } from '../repeats/index.ts'
import type { Sql } from '../store/index.ts'
import { speaksOfPlaces } from './facts.ts'

/** What `factsIn` must be told of repeat places where expressions speak of them: what whoever asks may know. */
export async function placesIn(asking: Asking, expressions: readonly Sql[]): Promise<{ repeatPlace?: Sql }> {
  return speaksOfPlaces(expressions) ? { repeatPlace: await repeatPlaceOf(asking) } : {}
}
