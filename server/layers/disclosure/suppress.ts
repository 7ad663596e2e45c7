import { rangesOf } from './ranges.ts'
import { type CountTable, type FullTable, fullTable } from './table.ts'

/**
 * Decides which figures are not shown, by figure and area. First every figure that shows a count from 1 to `below` - 1,
 * or leaves so small a rest; then, as long as a reader could narrow such a count to fewer values than that, one more in
 * its family: the smallest that is still shown, beside it or, where there is none, above it.
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
        if (least[count]![area]! <= 1 && most[count]![area]! >= below - 1) continue
        if (published[count]![area]) hide(count, area)
        else cover(count, area)
      }
    if (!added) return hidden

    /** One more figure of the family, or of one above; only one a round, since it may be enough for all of them. */
    function cover(count: number, area: number): void {
      const parent = parents[area]
      if (parent === null || parent === undefined || covered.has(`${count} ${parent}`)) return
      covered.add(`${count} ${parent}`)
      const row = values[count]!
      const beside = children[parent]!.filter(
        (other) => other !== area && row[other]! > 0 && published[count]![other],
      )
      const [first, ...others] = beside
      if (first !== undefined)
        hide(
          count,
          others.reduce((least, other) => (row[other]! < row[least]! ? other : least), first),
        )
      else if (published[count]![parent]) hide(count, parent)
      else cover(count, parent)
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
