import { getResolution, isValidCell } from 'h3-js'
import { cellNumber, numberOfIndex } from '../cells/index.ts'
import type { Refusal } from '../problems.ts'
import { oneOf, type Sql } from '../store/index.ts'
import { anyOf } from './area.ts'

/**
 * Tickets that carry one of these cells or a cell below it, by the digits that every count of cells goes by: the list of
 * a cell is what its count counts. Texts that are no cell are noted in `refused`.
 */
export function inHexagons(indexes: readonly string[], refused: Refusal[]): Sql {
  const bySize = new Map<number, number[]>()
  for (const index of indexes) {
    if (!isValidCell(index)) {
      refused.push({ parameter: 'hexagon', detail: `"${index}" is no cell of the H3 grid` })
      continue
    }
    const size = getResolution(index)
    bySize.set(size, [...(bySize.get(size) ?? []), numberOfIndex(index)])
  }
  return anyOf([...bySize].map(([size, numbers]) => oneOf(cellNumber(size), numbers)))
}
