import type { Breakdown, Filter } from '@grid/data/contract'
import { type Asking, basisOf, predicateOf } from '../filter/index.ts'
import { momentOf } from './facts.ts'
import { type Grouping, groupId, groupOf } from './groups.ts'
import { householdsIn } from './households.ts'
import { knownOf } from './known.ts'
import type { MeasureDefinition } from './measure.ts'
import { reckoningOf } from './reckoning.ts'
import { tally } from './tally.ts'

/** Counts and measures of the filter's tickets by one property, the most reported first. */
export async function breakdown(
  asking: Asking,
  { by, measures }: { by: Grouping; measures: readonly MeasureDefinition[] },
  filter: Filter,
): Promise<Breakdown> {
  const { centre } = asking
  const basis = basisOf(asking, filter)
  const moments = [momentOf(basis.period, Date.parse(basis.asOf), centre.pack.timeZone)]
  const where = predicateOf(asking, filter)
  const known = await knownOf(asking)
  const reckonings = measures.map((measure) => reckoningOf(measure, centre.pack, known))
  const rows = await tally(asking, { where, moments, by: groupOf(by), reports: 'all', reckonings }, asking)
  const households = householdsIn(asking, known, filter)
  const total = rows.reduce((sum, row) => sum + row.reported, 0)
  const groups = rows
    .map((row) => ({
      key: groupId(centre, by, row.key),
      reported: row.reported,
      figures: row.figures(households),
    }))
    .filter(({ reported, figures }) => reported > 0 || figures.some((figure) => figure.n > 0))
    .map(({ key, reported, figures }) => ({
      key,
      reported,
      share: total === 0 ? 0 : reported / total,
      measures: reckonings.flatMap(({ measure }, index) => {
        const figure = figures[index]
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
