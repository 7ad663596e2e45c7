import type { Filter } from '@grid/data/contract'
import { startOfDay } from '../centre/index.ts'
import { type Asking, asOfOf, isPeriodAlone, periodOf } from '../filter/index.ts'

/** Reports come many at a time: so many times as long as they would take evenly, and a night besides. */
const margin = 4
const night = 12 * 3_600_000

/**
 * Since when the last `rows` tickets of a period before an instant have been reported, if they came as evenly as all do: the
 * engine would put months of them in order to find these. Milliseconds since 1970; undefined where a filter asks for more than
 * a time, since nobody knows how many meet it then, or where it would be everything. It is a guess: where there are fewer
 * there may be others before it.
 */
export function likelySince(
  asking: Asking,
  filter: Filter,
  rows: number,
  before: number = Number.POSITIVE_INFINITY,
): number | undefined {
  const { extent, pack } = asking.centre
  if (!isPeriodAlone(asking, filter) || extent.from === null || extent.to === null) return undefined
  const starts = (day: string) => startOfDay(day, pack.timeZone)
  const period = periodOf(filter, extent) ?? { from: extent.from, to: extent.to }
  const ends = Math.min(starts(period.to), starts(extent.to), asOfOf(asking, filter), before)
  const each = (starts(extent.to) - starts(extent.from)) / extent.tickets
  const since = ends - margin * rows * each - night
  return since > Math.max(starts(period.from), starts(extent.from))
    ? Math.floor(since / 1000) * 1000
    : undefined
}
