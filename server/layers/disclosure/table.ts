/**
 * Counts of areas that hang together as a tree, and the figures that show them. What a count leaves of the whole it is
 * part of is a count too: who knows two of the three knows the third.
 */
export interface CountTable {
  areas: readonly { code: string; parent: number | null; counts: readonly number[] }[]
  /** of each figure: the places of the counts it shows, and which of them are parts of which */
  figures: readonly {
    counts: readonly number[]
    parts: readonly (readonly [part: number, whole: number])[]
  }[]
}

/** A part, the whole it belongs to, and what is left of it, by their places among the counts. */
export interface Split {
  part: number
  whole: number
  rest: number
}

/** A table whose remainders are counts of their own, after those it came with. */
export interface FullTable {
  parents: readonly (number | null)[]
  children: readonly (readonly number[])[]
  /** value of each count in each area */
  values: readonly (readonly number[])[]
  splits: readonly Split[]
  /** counts shown by each figure, remainders among them */
  shown: readonly (readonly number[])[]
}

export function fullTable({ areas, figures }: CountTable): FullTable {
  const given = Math.max(0, ...areas.map(({ counts }) => counts.length))
  const splits: Split[] = []
  const shown = figures.map(({ counts, parts }) => {
    const rests = parts.map(([part, whole]) => {
      const known = splits.find((split) => split.part === part && split.whole === whole)
      if (known) return known.rest
      const split = { part, whole, rest: given + splits.length }
      splits.push(split)
      return split.rest
    })
    return [...new Set([...counts, ...rests])]
  })
  const children: number[][] = areas.map(() => [])
  for (const [index, { parent }] of areas.entries()) if (parent !== null) children[parent]?.push(index)
  const counts = [...Array(given).keys()]
  return {
    parents: areas.map(({ parent }) => parent),
    children,
    values: [
      ...counts.map((count) => areas.map((area) => area.counts[count] ?? 0)),
      ...splits.map(({ part, whole }) =>
        areas.map((area) => (area.counts[whole] ?? 0) - (area.counts[part] ?? 0)),
      ),
    ],
    splits,
    shown,
  }
}
