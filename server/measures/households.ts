import type { Filter } from '@grid/data/contract'
import type { CentreRecord } from '../centre/index.ts'
import type { Asking } from '../filter/index.ts'
import type { Known } from './known.ts'

/**
 * Households among which a filter's tickets arose: those of the areas that filter and caller's scope have in common, and
 * with `area` of that area's part of them. Null where they are not known, or none: a box, a drawn shape or a cell has no number,
 * special grids lie across the areas that have one, and a scope across the boundaries of another time.
 */
export function householdsIn(
  { centre, caller }: Asking,
  known: Known,
  filter: Filter,
  area?: string,
): number | null {
  if (filter.bbox || filter.within || filter.hexagon) return null
  // a scope is told by today's boundaries, the areas by those of the time
  if (centre.boundaries === 'then' && caller.scope !== 'all') return null
  const bounds = [
    filter.area,
    caller.scope === 'all' ? undefined : caller.scope,
    area === undefined ? undefined : [area],
  ].filter((codes) => codes !== undefined)
  // a special grid asked for by itself has a number of its own
  const [only, ...rest] = bounds
  const codes =
    only?.length === 1 && rest.length === 0
      ? [...only]
      : bounds.reduce<string[] | null>((left, right) => inBoth(centre, left, right), rootsOf(centre))
  if (!codes) return null
  let sum = 0
  for (const code of codes) {
    const households = known.households(code)
    if (households === null) return null
    sum += households
  }
  return sum === 0 ? null : sum
}

function rootsOf({ areas }: CentreRecord): string[] {
  return areas.areas.filter(({ kind, parent }) => kind === 'basic' && parent === null).map(({ code }) => code)
}

/** The areas that two lists have in common, none inside another; null where a special grid is among them. */
function inBoth(
  { areas }: CentreRecord,
  left: readonly string[] | null,
  right: readonly string[],
): string[] | null {
  if (!left || right.some((code) => areas.withCode(code)?.kind === 'special')) return null
  const found = new Set<string>()
  for (const a of left)
    for (const b of right) {
      if (areas.path(b).includes(a)) found.add(b)
      else if (areas.path(a).includes(b)) found.add(a)
    }
  return [...found].filter((code) => areas.path(code).every((above) => above === code || !found.has(above)))
}
