import type { FullTable } from './table.ts'

/** The least and the most that each count in each area may be, for all that a reader can tell. */
export interface Ranges {
  least: number[][]
  most: number[][]
}

/** Rounds of reasoning after which the ranges are taken as they are; a tree and its splits settle in a few. */
const mostRounds = 50

/**
 * What a reader can tell of every count from those that are published. The reader is taken to know the worst: whether a
 * count is nothing or not, how many tickets each area has beside those of the areas below it, and that parts and what
 * they leave make the whole.
 */
export function rangesOf(table: FullTable, published: readonly (readonly boolean[])[]): Ranges {
  const { values, parents, children, splits } = table
  const least = values.map((row, count) =>
    row.map((value, area) => (published[count]![area] ? value : Math.min(1, value))),
  )
  const most = values.map((row, count) =>
    row.map((value, area) => (published[count]![area] ? value : Number.POSITIVE_INFINITY)),
  )
  let changed = true
  const narrow = (count: number, area: number, low: number, high: number) => {
    if (low > least[count]![area]!) {
      least[count]![area] = low
      changed = true
    }
    if (high < most[count]![area]!) {
      most[count]![area] = high
      changed = true
    }
  }
  const families = parents.flatMap((_, parent) => (children[parent]!.length > 0 ? [parent] : []))
  for (let round = 0; changed && round < mostRounds; round++) {
    changed = false
    for (let count = 0; count < values.length; count++)
      for (const parent of families)
        narrowFamily(
          values[count]!,
          least[count]!,
          most[count]!,
          parent,
          children[parent]!,
          (area, low, high) => narrow(count, area, low, high),
        )
    for (const { part, whole, rest } of splits)
      for (let area = 0; area < parents.length; area++) {
        const low = (count: number) => least[count]![area]!
        const high = (count: number) => most[count]![area]!
        narrow(whole, area, low(part) + low(rest), high(part) + high(rest))
        narrow(part, area, low(whole) - high(rest), high(whole) - low(rest))
        narrow(rest, area, low(whole) - high(part), high(whole) - low(part))
      }
  }
  return { least, most }
}

/** An area is its children and its own remainder, which the reader knows. */
function narrowFamily(
  values: readonly number[],
  least: readonly number[],
  most: readonly number[],
  parent: number,
  children: readonly number[],
  narrow: (area: number, low: number, high: number) => void,
): void {
  const remainder = children.reduce((left, child) => left - values[child]!, values[parent]!)
  const low = children.reduce((sum, child) => sum + least[child]!, remainder)
  // an unbounded child beside others cannot be taken off again: infinity less infinity is nothing
  const unbounded = children.filter((child) => most[child] === Number.POSITIVE_INFINITY)
  const finite = children.reduce(
    (sum, child) => sum + (most[child] === Number.POSITIVE_INFINITY ? 0 : most[child]!),
    remainder,
  )
  narrow(parent, low, unbounded.length > 0 ? Number.POSITIVE_INFINITY : finite)
  for (const child of children) {
    const others = unbounded.length - (most[child] === Number.POSITIVE_INFINITY ? 1 : 0)
    const atMost = finite - (most[child] === Number.POSITIVE_INFINITY ? 0 : most[child]!)
    narrow(
      child,
      others > 0 ? Number.NEGATIVE_INFINITY : least[parent]! - atMost,
      most[parent]! - (low - least[child]!),
    )
  }
}
