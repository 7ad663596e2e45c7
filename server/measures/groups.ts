import type { Breakdown } from '@grid/data/contract'
import type { CentreRecord } from '../centre/index.ts'
import type { Cell, Sql } from '../store/index.ts'
import { sql } from '../store/index.ts'

/** Properties that tickets can be told apart by. */
export const groupings = ['category', 'source', 'status', 'tier', 'unit', 'urgency'] as const
export type Grouping = Breakdown['by']

/** A property as an expression over ticket `t`. */
export function groupOf(by: Grouping): Sql {
  return {
    category: sql`t.category`,
    source: sql`t.source`,
    status: sql`CAST(t.status AS VARCHAR)`,
    tier: sql`t.tier`,
    unit: sql`t.unit`,
    urgency: sql`CAST(t.urgency AS VARCHAR)`,
  }[by]
}

/** The id outside of a group's key inside; null for tickets without the property. */
export function groupId(centre: CentreRecord, by: Grouping, key: Cell): string | null {
  if (typeof key === 'string') return key
  if (typeof key !== 'number') return null
  if (by === 'category') return centre.categories.idOf(key)
  if (by === 'source') return centre.sources.idOf(key)
  if (by === 'tier') return centre.tiers.idOf(key)
  return by === 'unit' ? centre.units.idOf(key) : null
}
