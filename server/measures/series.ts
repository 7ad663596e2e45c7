import type { Figure, Filter, Period, Series } from '@grid/data/contract'
import type { Extent } from '../centre/index.ts'
import { type Asking, basisOf, predicateOf } from '../filter/index.ts'
import { badParameters } from '../problems.ts'
import { type BinSize, binsOf } from './bins.ts'
import { entryOf } from './catalogue.ts'
import { momentOf } from './facts.ts'
import { type Grouping, groupId, groupOf } from './groups.ts'
import { householdsIn } from './households.ts'
import { knownOf } from './known.ts'
import type { MeasureDefinition } from './measure.ts'
import { reckoningOf } from './reckoning.ts'
import { tally } from './tally.ts'

export interface SeriesQuestion {
  measure: MeasureDefinition
  bin: BinSize
  by?: Grouping | undefined
}

/** Twenty years of days. */
const mostBins = 7320
/** Figures of one answer: what a chart can show and a browser can hold. */
const mostFigures = 200_000

/**
 * A measure over time: one figure for each bin of the period (of all the data where the filter names none) and each
 * group, zero where nothing happened. Measures of state are taken at the end of each bin, or at the as-of within it.
 */
export async function series(
  asking: Asking,
  { measure, bin, by }: SeriesQuestion,
  filter: Filter,
): Promise<Series> {
  const { centre } = asking
  const basis = basisOf(asking, filter)
  const where = predicateOf(asking, filter)
  const period = basis.period ?? wholeOf(centre.extent)
  const bins = period ? binsOf(period, bin, mostBins) : []
  if (!bins) throw tooFine('has too many bins for this period')
  const asOf = Date.parse(basis.asOf)
  const moments = bins.map((one) => momentOf(one.period, asOf, centre.pack.timeZone))
  const known = await knownOf(asking.store, centre)
  const reckoning = reckoningOf(measure, centre.pack, known)
  const households = householdsIn(asking, known, filter)
  const rows = await tally(
    asking,
    { where, moments, reckonings: [reckoning], ...(by ? { by: groupOf(by) } : {}) },
    asking,
  )
  const groups = new Map<string | null, Figure[]>()
  const of = (key: string | null) => {
    const known = groups.get(key)
    if (known) return known
    if ((groups.size + 1) * bins.length > mostFigures)
      throw tooFine('makes too many figures by this property')
    const figures = bins.map(() => reckoning.figure([], households))
    groups.set(key, figures)
    return figures
  }
  if (!by) of(null)
  for (const row of rows) {
    const [figure] = row.figures(households)
    if (figure && figure.n > 0) of(by ? groupId(centre, by, row.key) : null)[row.moment] = figure
  }
  return {
    ...basis,
    measure: entryOf(measure, known),
    bin,
    bins: bins.map((one) => one.start),
    series: [...groups].map(([key, figures]) => ({ key, figures })).sort(byKey),
  }
}

function wholeOf({ from, to }: Extent): Period | null {
  return from !== null && to !== null ? { from, to } : null
}

function tooFine(detail: string) {
  return badParameters([{ parameter: 'bin', detail: `${detail}; write a longer bin or a shorter period` }])
}

/** Ids in the order of their characters, tickets without the property last. */
function byKey(a: { key: string | null }, b: { key: string | null }): number {
  return (a.key ?? '\u{10ffff}') < (b.key ?? '\u{10ffff}') ? -1 : 1
}
