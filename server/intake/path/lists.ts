import type { CentrePack } from '@grid/data/contract'

/** The checklist that carries a category: the tier that should solve it and the unit that leads. */
export interface Listing {
  tier: string
  lead: string | null
}

/**
 * The listing of a category: its own before that of the category above it, the first list of the pack that carries it.
 * Null where no list does.
 */
export function listingOf({ checklists }: CentrePack): (line: readonly string[]) => Listing | null {
  const listed = new Map<string, Listing>()
  for (const { tier, items } of checklists)
    for (const { category, lead } of items)
      if (!listed.has(category)) listed.set(category, { tier, lead: lead ?? null })
  return (line) => {
    for (const category of line) {
      const listing = listed.get(category)
      if (listing) return listing
    }
    return null
  }
}
