import type { CategoryTickets } from './search.ts'

/** Chunks of keys, categories, longitudes, latitudes and days, column by column, parted by category. */
export async function partedByCategory(
  chunks: AsyncIterable<readonly Float64Array[]>,
  categoryOf: (own: number) => number,
): Promise<CategoryTickets[]> {
  const kept: (readonly Float64Array[])[] = []
  const counts = new Map<number, number>()
  for await (const chunk of chunks) {
    kept.push(chunk)
    for (const own of chunk[1]!) counts.set(own, (counts.get(own) ?? 0) + 1)
  }
  const sizes = new Map<number, number>()
  for (const [own, count] of counts) sizes.set(categoryOf(own), (sizes.get(categoryOf(own)) ?? 0) + count)
  const parts = new Map(
    Array.from(sizes, ([category, size]) => [
      category,
      {
        category,
        keys: new Float64Array(size),
        lon: new Float64Array(size),
        lat: new Float64Array(size),
        day: new Int32Array(size),
      },
    ]),
  )
  const filled = new Map<number, number>()
  for (const [keys, categories, lon, lat, day] of kept)
    for (let row = 0; row < keys!.length; row++) {
      const category = categoryOf(categories![row]!)
      const part = parts.get(category)!
      const at = filled.get(category) ?? 0
      filled.set(category, at + 1)
      part.keys[at] = keys![row]!
      part.lon[at] = lon![row]!
      part.lat[at] = lat![row]!
      part.day[at] = day![row]!
    }
  return [...parts.values()]
}
