import type { FullTable } from './table.ts'

/** The least and the most that each count in each area may be, for all that a reader can tell. */
export interface Ranges {
  least: number[][]
  most: number[][]
}

/** Rounds of reasoning after which the ranges are taken as they are; a tree and its splits settle in a few. */
const mostRounds = 50

/**
 * What a reader can tell of every count from those that are published. The reader is taken to know where an area has
 * nothing beside the areas below it, that parts and what they leave make the whole, and that a count withheld where it
 * stands alone is not nothing: that would be shown.
 */
export function rangesOf(table: FullTable, published: readonly (readonly boolean[])[]): Ranges {
  const { values, parents, children, splits, shown } = table
  const alone = new Set(shown.flatMap((counts) => (counts.length === 1 ? counts : [])))
  const least = values.map((row, count) =>
    row.map((value, area) => (published[count]![area] ? value : alone.has(count) ? Math.min(1, value) : 0)),
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
  const noneOwn = nothingOwn(table)
  const families = parents.flatMap((_, parent) => (children[parent]!.length > 0 ? [parent] : []))
  for (let round = 0; changed && round < mostRounds; round++) {
    changed = false
    for (let count = 0; count < values.length; count++)
      for (const parent of families)
        narrowFamily(
          { least: least[count]!, most: most[count]! },
          { parent, children: children[parent]!, noneOwn: noneOwn[count]![parent]! },
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

/** Whether areas have nothing beside the areas below them. */
function nothingOwn({ values, children }: FullTable): boolean[][] {
  return values.map((row) =>
    row.map((value, area) => children[area]!.reduce((left, child) => left - row[child]!, value) === 0),
  )
}

/** An area is its children and what lies in none of them. */
function narrowFamily(
  { least, most }: { least: readonly number[]; most: readonly number[] },
  { parent, children, noneOwn }: { parent: number; children: readonly number[]; noneOwn: boolean },
  narrow: (area: number, low: number, high: number) => void,
): void {
  const isOpen = (child: number) => most[child] === Number.POSITIVE_INFINITY
  // the open ones are counted: infinity less infinity is nothing
  const open = children.filter(isOpen).length + (noneOwn ? 0 : 1)
  const low = children.reduce((sum, child) => sum + least[child]!, 0)
  const high = children.reduce((sum, child) => sum + (isOpen(child) ? 0 : most[child]!), 0)
  narrow(parent, low, open > 0 ? Number.POSITIVE_INFINITY : high)
  for (const child of children) {
    const openBeside = open - (isOpen(child) ? 1 : 0)
    const highBeside = high - (isOpen(child) ? 0 : most[child]!)
    narrow(
      child,
      openBeside > 0 ? Number.NEGATIVE_INFINITY : least[parent]! - highBeside,
      most[parent]! - (low - least[child]!),
    )
  }
}
