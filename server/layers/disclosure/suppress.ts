import { rangesOf } from './ranges.ts'
import { type CountTable, type FullTable, fullTable } from './table.ts'

/**
 * Decides which figures are not shown, by figure and area. First every figure that shows a count from 1 to `below` - 1,
 * or leaves so small a rest; then, as long as a reader could narrow such a count down to fewer than `below` - 1 values, one
 * more in its family: the smallest that is still shown, beside it or, where there is none, above it.
 */
export function suppress(table: CountTable, below: number): boolean[][] {
  const full = fullTable(table)
  const { values, parents, children, shown, splits } = full
  const hidden = shown.map((counts) =>
    parents.map((_, area) => counts.some((count) => small(values[count]![area]!, below))),
  )
  for (;;) {
    const published = publishedBy(full, hidden)
    const { least, most } = rangesOf(full, published)
    const covered = new Set<string>()
    const exposed: { count: number; area: number }[] = []
    let added = false
    const hide = (count: number, area: number) => {
      // a rest is told by its part and its whole together: without the part it is not
      const told = splits.find(({ rest }) => rest === count)?.part ?? count
      for (const [figure, counts] of shown.entries())
        if (counts.includes(told) && !hidden[figure]![area]) {
          hidden[figure]![area] = true
          added = true
        }
    }
    for (const [count, row] of values.entries())
      for (const [area, value] of row.entries()) {
        if (!small(value, below)) continue
        // as many values as there are small ones
        if (most[count]![area]! - least[count]![area]! >= below - 2) continue
        exposed.push({ count, area })
        if (published[count]![area]) hide(count, area)
        else cover(count, area)
      }
    // what is told by what lies below, or by its part and its whole, has nothing beside it to be covered with
    for (const { count, area } of exposed) {
      if (added) break
      surround(count, area)
    }
    if (!added) return hidden

    /**
     * One more figure of the family, or of one above; only one a round, since it may be enough for all of them. A
     * neighbour that is withheld already but told by what lies below it comes first.
     */
    function cover(count: number, area: number): void {
      const parent = parents[area]
      if (parent === null || parent === undefined || covered.has(`${count} ${parent}`)) return
      covered.add(`${count} ${parent}`)
      const beside = children[parent]!.filter((other) => other !== area)
      if (beside.some((other) => loosen(count, other))) return
      const smallest = smallestShown(count, beside)
      if (smallest !== undefined) hide(count, smallest)
      else if (published[count]![parent]) hide(count, parent)
      else cover(count, parent)
    }

    /** Withholds one figure with the count, or with a part or whole of it, below, beside or above. */
    function surround(count: number, area: number): void {
      const split = splits.find(({ rest }) => rest === count)
      const counts = split ? [split.part, split.whole] : [count]
      const parent = parents[area] ?? null
      const near = [...children[area]!, ...(parent === null ? [] : [...children[parent]!, parent])]
      for (const other of counts) {
        const smallest = smallestShown(other, near)
        if (smallest === undefined) continue
        hide(other, smallest)
        return
      }
    }

    /** Withholds something below a withheld count that is told exactly all the same; whether there was such a thing. */
    function loosen(count: number, area: number): boolean {
      if (published[count]![area] || least[count]![area] !== most[count]![area]) return false
      const smallest = smallestShown(count, children[area]!)
      if (smallest === undefined) return children[area]!.some((child) => loosen(count, child))
      hide(count, smallest)
      return true
    }

    function smallestShown(count: number, areas: readonly number[]): number | undefined {
      const row = values[count]!
      const shown = areas.filter((area) => published[count]![area] && row[area]! > 0)
      return shown.reduce<number | undefined>(
        (smallest, area) => (smallest === undefined || row[area]! < row[smallest]! ? area : smallest),
        undefined,
      )
    }
  }
}

function small(value: number, below: number): boolean {
  return value > 0 && value < below
}

/** Which counts a reader has: those that some figure shows, and the rests of which part and whole are shown. */
export function publishedBy(
  { values, parents, shown, splits }: FullTable,
  hidden: readonly (readonly boolean[])[],
): boolean[][] {
  const published = values.map(() => parents.map(() => false))
  for (const [figure, counts] of shown.entries())
    for (const [area, isHidden] of hidden[figure]!.entries())
      if (!isHidden) for (const count of counts) published[count]![area] = true
  for (const { part, whole, rest } of splits)
    for (const [area] of parents.entries())
      if (published[part]![area] && published[whole]![area]) published[rest]![area] = true
  return published
}
