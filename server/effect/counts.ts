import type { Filter } from '@grid/data/contract'
import { type AreaNode, number, numberOrNull } from '../centre/index.ts'
import { type Asking, areaColumn, reportedIn } from '../filter/index.ts'
import { sql } from '../store/index.ts'
import type { Windows } from './windows.ts'

/** Months as whole numbers, so that the database need not know of windows. */
const monthOf = sql`CAST(year(t.day) * 12 + month(t.day) AS INTEGER)`

/** Tickets by month of the windows: one number each, in their order. */
export type Monthly = number[]

/** What one source brought. */
export interface SourceCounts {
  /** id; null for tickets without a source */
  source: string | null
  counts: Monthly
  voidOrDuplicate: Monthly
}

/** The question's tickets of every area of a level, and those in none of its areas. */
export interface AreaCounts {
  byArea: ReadonlyMap<string, Monthly>
  unlocated: Monthly
}

/** The question's tickets of its own area by source, whichever sources the filter names. */
export async function countsBySource(
  asking: Asking,
  filter: Filter,
  windows: Windows,
): Promise<SourceCounts[]> {
  const { source: _, ...anySource } = filter
  const rows = await asking.store.read(
    sql`SELECT t.source, ${monthOf} AS month, count(*) AS tickets,
        count(*) FILTER (WHERE t.status IN ('void', 'duplicate')) AS void_or_duplicate
      FROM ticket t WHERE ${reportedIn(asking, { ...anySource, from: windows.from, to: windows.to })}
      GROUP BY ALL ORDER BY ALL`,
    { signal: asking.signal },
  )
  const bySource = new Map<string | null, SourceCounts>()
  const place = placeOf(windows)
  for (const row of rows) {
    const source = asking.centre.sources.idOf(numberOrNull(row.source))
    const known = bySource.get(source) ?? { source, counts: zeros(windows), voidOrDuplicate: zeros(windows) }
    bySource.set(source, known)
    known.counts[place(number(row.month))] = number(row.tickets)
    known.voidOrDuplicate[place(number(row.month))] = number(row.void_or_duplicate)
  }
  return [...bySource.values()]
}

/** The question's tickets area by area, whichever area the filter names. */
export async function countsByArea(
  asking: Asking,
  filter: Filter,
  { depth }: AreaNode,
  windows: Windows,
): Promise<AreaCounts> {
  const { area: _, ...anywhere } = filter
  const rows = await asking.store.read(
    sql`SELECT ${areaColumn(asking.centre, depth)} AS area, ${monthOf} AS month, count(*) AS tickets
      FROM ticket t WHERE ${reportedIn(asking, { ...anywhere, from: windows.from, to: windows.to })}
      GROUP BY ALL`,
    { signal: asking.signal },
  )
  const byArea = new Map<string, Monthly>()
  const unlocated = zeros(windows)
  const place = placeOf(windows)
  for (const row of rows) {
    const code = asking.centre.areas.codeOf(numberOrNull(row.area))
    const counts = code === null ? unlocated : (byArea.get(code) ?? zeros(windows))
    if (code !== null) byArea.set(code, counts)
    // several boundary versions of one area are one area
    counts[place(number(row.month))] = (counts[place(number(row.month))] ?? 0) + number(row.tickets)
  }
  return { byArea, unlocated }
}

export function zeros({ months }: Windows): Monthly {
  return months.map(() => 0)
}

/** The place of a database month in the windows. */
function placeOf({ from }: Windows): (month: number) => number {
  const [year = 0, month = 0] = from.split('-').map(Number)
  return (value) => value - (year * 12 + month)
}
