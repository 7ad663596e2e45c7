import type { ChecklistLine } from '@grid/data/contract'
import type { View } from '../view/fields.ts'

/** Lines under one heading: the category they belong to, or none where the lines are ranked. */
export interface LineGroup {
  parent: string | null
  lines: readonly ChecklistLine[]
}

/** The numbers that lines are ranked by; null where there is nothing, or too little, to rank by. */
const amounts: Record<Exclude<View['order'], 'list'>, (line: ChecklistLine) => number | null> = {
  closed: ({ happened }) => happened.closed,
  kept: ({ happened: { solvedAt } }) =>
    solvedAt.smallNumber || solvedAt.value === null ? null : -solvedAt.value,
  time: ({ happened: { handling } }) => (handling.smallNumber ? null : handling.value),
  parted: ({ parted }) =>
    (parted.solved_below?.numerator ?? 0) +
    (parted.solved_above?.numerator ?? 0) +
    (parted.solved_beside?.numerator ?? 0),
}

/**
 * The lines of a list in an order: as the list has them, gathered under the category above them; or ranked, those with
 * nothing to rank by last, equal ones as the list has them.
 */
export function linesIn(
  lines: readonly ChecklistLine[],
  order: View['order'],
  parentOf: (category: string) => string | null,
): LineGroup[] {
  if (order === 'list') {
    const groups = new Map<string, ChecklistLine[]>()
    for (const line of lines) {
      const parent = parentOf(line.category) ?? line.category
      groups.set(parent, [...(groups.get(parent) ?? []), line])
    }
    return [...groups].map(([parent, lines]) => ({ parent, lines }))
  }
  const amount = amounts[order]
  const ranked = lines.toSorted(
    (a, b) => (amount(b) ?? Number.NEGATIVE_INFINITY) - (amount(a) ?? Number.NEGATIVE_INFINITY) || 0,
  )
  return ranked.length > 0 ? [{ parent: null, lines: ranked }] : []
}

/** An allowance apart: `5wd` is five of `wd`. Null for what is none. */
export function allowanceOf(text: string): { amount: number; base: 'h' | 'wh' | 'd' | 'wd' } | null {
  const [, amount, base] = /^(\d+)(h|wh|d|wd)$/.exec(text) ?? []
  if (base !== 'h' && base !== 'wh' && base !== 'd' && base !== 'wd') return null
  return { amount: Number(amount), base }
}
