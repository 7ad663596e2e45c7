import type { Located } from './ground.ts'
import { placesAmong, type RepeatRule } from './places.ts'

/** Tickets of one category with their keys. */
export interface CategoryTickets extends Located {
  category: number
  keys: Float64Array<ArrayBuffer>
  lon: Float64Array<ArrayBuffer>
  lat: Float64Array<ArrayBuffer>
  day: Int32Array<ArrayBuffer>
}

/** Everything that finding places needs: numbers alone, no database. */
export interface Search {
  rule: RepeatRule
  /** most places that are told */
  limit: number
  categories: CategoryTickets[]
}

export interface CategoryPlace {
  category: number
  lon: number
  lat: number
  /** of its tickets, oldest first */
  keys: number[]
}

/** How many places there are, and those with most tickets. */
export interface SearchResult {
  total: number
  places: CategoryPlace[]
}

/** The repeat places of each category. */
export function search({ rule, limit, categories }: Search): SearchResult {
  const results = categories.map(({ category, keys, ...located }) => {
    const places = placesAmong(located, rule).map(({ tickets, ...place }) => ({
      ...place,
      category,
      keys: tickets.map((ticket) => keys[ticket]!),
    }))
    return { total: places.length, places }
  })
  return together(results, limit)
}

/** Results of several searches as one. */
export function together(results: readonly SearchResult[], limit: number): SearchResult {
  return {
    total: results.reduce((sum, { total }) => sum + total, 0),
    places: results
      .flatMap(({ places }) => places)
      .sort(
        (a, b) => b.keys.length - a.keys.length || a.category - b.category || a.lon - b.lon || a.lat - b.lat,
      )
      .slice(0, limit),
  }
}
