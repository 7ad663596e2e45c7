import { type Centre, type Period, readWay } from '@grid/data/contract'
import type { Note } from './address.ts'
import { type FilterKey, filterKeys, type View } from './fields.ts'
import { extentOf, periodOf } from './period.ts'

/** The filter as the API's questions take it. */
export interface FilterQuery {
  from?: string
  to?: string
  area?: string[]
  category?: string[]
  source?: string[]
  status?: string[]
  tier?: string[]
  unit?: string[]
  urgency?: string[]
  flow?: string[]
  /** a GeoJSON polygon as text */
  within?: string
  hexagon?: string[]
  asOf?: string
  boundaries?: 'then'
}

/** A view settled against a centre: every name in it exists there. */
export interface Settled {
  period: Period | null
  extent: Period | null
  filter: FilterQuery
  notes: Note[]
}

const openLists: ReadonlySet<FilterKey> = new Set(['status', 'urgency'])

/**
 * The filter that a view means in a centre, `area` apart. Categories, sources, tiers and units the centre does not
 * know are noted and left out, since the API would refuse the whole question.
 */
export function settle(view: View, centre: Centre): Settled {
  const extent = extentOf(centre)
  const { period, notes } = periodOf(view, extent)
  const filter: FilterQuery = {}
  const all = [...notes]
  for (const key of filterKeys) {
    const known = openLists.has(key) ? null : knownIds(centre, key)
    const values: string[] = []
    for (const value of view[key]) {
      if (known === null || known.has(value)) values.push(value)
      else all.push({ field: key, value })
    }
    if (values.length > 0) filter[key] = values
  }
  const flow = view.flow.filter((way) => knowsWay(centre, way))
  all.push(...view.flow.filter((way) => !flow.includes(way)).map((value): Note => ({ field: 'flow', value })))
  if (flow.length > 0) filter.flow = flow
  if (period) {
    filter.from = period.from
    filter.to = period.to
  }
  if (view.within !== null) filter.within = view.within
  if (view.hexagon.length > 0) filter.hexagon = [...view.hexagon]
  if (view.asOf !== null) filter.asOf = view.asOf
  // where there have never been others they are the same
  if (view.boundaries === 'then' && centre.editions.length > 1) filter.boundaries = 'then'
  return { period, extent, filter, notes: all }
}

/** Whether the centre has the tiers or units of a way; areas are known elsewhere. */
function knowsWay(centre: Centre, text: string): boolean {
  const way = readWay(text)
  if (way?.ids.length !== 2) return false
  if (way.by === 'area') return way.ids.some((id) => id !== null)
  const known = knownIds(centre, way.by)
  return way.ids.every((id) => id === null || known.has(id))
}

function knownIds(centre: Centre, key: FilterKey): ReadonlySet<string> {
  const lists: Record<FilterKey, readonly { id: string }[]> = {
    category: centre.categories,
    source: centre.sources,
    tier: centre.tiers,
    unit: centre.units,
    status: [],
    urgency: [],
  }
  return new Set(lists[key].map((item) => item.id))
}

/** Whether anything but period and place narrows the view. */
export function isFiltered(view: View): boolean {
  return (
    view.within !== null ||
    view.hexagon.length > 0 ||
    view.flow.length > 0 ||
    filterKeys.some((key) => view[key].length > 0)
  )
}

/** The patch that takes every filter off. */
export const noFilters = {
  category: [],
  source: [],
  status: [],
  tier: [],
  unit: [],
  urgency: [],
  flow: [],
  within: null,
  hexagon: [],
} satisfies Partial<View>

/** The patch that takes what was noted out of the view; the rest of the address is rewritten with it. */
export function withoutNoted(view: View, notes: readonly Note[]): Partial<View> {
  const patch: Partial<View> = {}
  for (const { field, value } of notes) {
    if (field === 'category' || field === 'source' || field === 'tier' || field === 'unit') {
      patch[field] = (patch[field] ?? view[field]).filter((item) => item !== value)
    } else if (field === 'flow') {
      patch.flow = (patch.flow ?? view.flow).filter((item) => item !== value)
    } else if (field === 'level' || field === 'measure') {
      if (view[field] === value) patch[field] = null
    } else if (field === 'to' && view.to === value) {
      patch.from = null
      patch.to = null
    }
  }
  return patch
}

/** The filter without the ways that tickets were handed over. */
export function withoutFlow({ flow: _, ...rest }: FilterQuery): FilterQuery {
  return rest
}
