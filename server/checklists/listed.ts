import type { CentrePack } from '@grid/data/contract'
import type { CentreRecord } from '../centre/index.ts'

type PackList = CentrePack['checklists'][number]

/** A line of a checklist with the categories whose tickets count on it; lists and lines are known by their place. */
export interface Listed {
  list: number
  line: number
  item: PackList['items'][number]
  /** keys of categories: its own, and those below it that no list names; none where another line has them all */
  keys: readonly number[]
  /** ids of other checklists that carry the category */
  alsoOn: readonly string[]
}

/**
 * Every line of every checklist. A category's own listing comes before that of the category above it, and the first
 * list of the pack that carries it counts its tickets: the rule by which a ticket's `list_tier` is written at import.
 */
export function listedIn({ pack, categories }: CentreRecord): Listed[] {
  const first = new Map<string, string>()
  for (const [list, { items }] of pack.checklists.entries())
    for (const [line, { category }] of items.entries())
      if (!first.has(category)) first.set(category, placeOf(list, line))
  const carrying = new Map<string, number[]>()
  for (const { key, id, parent } of categories.members) {
    const place = first.get(id) ?? first.get(categories.idOf(parent) ?? '')
    if (place !== undefined) carrying.set(place, [...(carrying.get(place) ?? []), key])
  }
  return pack.checklists.flatMap(({ id, items }, list) =>
    items.map((item, line) => ({
      list,
      line,
      item,
      keys: carrying.get(placeOf(list, line)) ?? [],
      alsoOn: pack.checklists
        .filter((other) => other.id !== id && other.items.some(({ category }) => category === item.category))
        .map((other) => other.id),
    })),
  )
}

const placeOf = (list: number, line: number) => `${list} ${line}`
