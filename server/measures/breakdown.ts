import type { Breakdown, Filter } from '@grid/data/contract'
import { type Asking, basisOf, predicateOf } from '../filter/index.ts'
import { momentOf } from './facts.ts'
import { type Grouping, groupId, groupOf } from './groups.ts'
import { measures } from './list.ts'
import { tally } from './tally.ts'

/** Counts and rates of the filter's tickets by one property, the most reported first. */
export async function breakdown(asking: Asking, by: Grouping, filter: Filter): Promise<Breakdown> {
  const { centre } = asking
  const basis = basisOf(asking, filter)
  const moments = [momentOf(basis.period, Date.parse(basis.asOf), centre.pack.timeZone)]
  const where = predicateOf(asking, filter)
  const rows = await tally(asking, { where, moments, by: groupOf(by), measures }, asking)
  const total = rows.reduce((sum, row) => sum + row.reported, 0)
  const groups = rows
    .filter((row) => row.figures.some((figure) => figure.n > 0))
    .map((row) => ({
      key: groupId(centre, by, row.key),
      reported: row.reported,
      share: total === 0 ? 0 : row.reported / total,
      measures: measures.flatMap((measure, index) => {
        const figure = row.figures[index]
        return figure ? [{ id: measure.entry.id, ...figure }] : []
      }),
    }))
    .sort((a, b) => b.reported - a.reported || compareKeys(a.key, b.key))
  return { ...basis, by, groups }
}

/** Ids in the order of their characters, tickets without the property last. */
function compareKeys(a: string | null, b: string | null): number {
  if (a === b) return 0
  if (a === null) return 1
  if (b === null) return -1
  return a < b ? -1 : 1
}
