import type { Centre } from '@grid/data/contract'

/**
 * The categories as a list in which each follows the one it belongs to, `depth` saying how far down. A category whose
 * parent is missing, or that is its own ancestor, stands at the top.
 */
export function categoryOrder(categories: Centre['categories']): { id: string; depth: number }[] {
  const known = new Set(categories.map((category) => category.id))
  const listed = new Set<string>()
  const order: { id: string; depth: number }[] = []
  const walk = (parent: string | null, depth: number) => {
    for (const category of categories) {
      const under = category.parent !== null && known.has(category.parent) ? category.parent : null
      if (under !== parent || listed.has(category.id)) continue
      listed.add(category.id)
      order.push({ id: category.id, depth })
      walk(category.id, depth + 1)
    }
  }
  walk(null, 0)
  for (const { id } of categories) if (!listed.has(id)) order.push({ id, depth: 0 })
  return order
}
