import type { Figure, Filter, Period, Series } from '@grid/data/contract'
import type { CentreRecord, Extent, Level } from '../centre/index.ts'
import { type Asking, basisOf, predicateOf } from '../filter/index.ts'
import { badParameters } from '../problems.ts'
import type { Cell, Sql } from '../store/index.ts'
import { type BinSize, binsOf } from './bins.ts'
import { entryOf } from './catalogue.ts'
import { momentOf } from './facts.ts'
import { type Grouping, groupId, groupOf } from './groups.ts'
import { householdsIn } from './households.ts'
import { type Known, knownOf } from './known.ts'
import { areaAt, areasAt, levelBelow, levelOf } from './level-areas.ts'
import type { MeasureDefinition } from './measure.ts'
import { reckoningOf } from './reckoning.ts'
import { spanTally } from './spans.ts'
import { tally } from './tally.ts'

export interface SeriesQuestion {
  measure: MeasureDefinition
  bin: BinSize
  by?: Grouping | 'area' | undefined
  /** of series by area: the areas' level, that below the filter's areas where none is named */
  level?: string | undefined
}

/** Twenty years of days. */
const mostBins = 7320
/** Figures of one answer: what a chart can show and a browser can hold. */
const mostFigures = 200_000

/**
 * A measure over time: one figure for each bin of the period (of all the data where the filter names none) and each
 * group, zero where nothing happened. Measures of state are taken at the end of each bin, or at the as-of within it.
 * By area there is a group for every area of the level that filter and scope touch, whether or not it has tickets.
 */
export async function series(asking: Asking, question: SeriesQuestion, filter: Filter): Promise<Series> {
  const { centre } = asking
  const { measure, bin } = question
  const basis = basisOf(asking, filter)
  const where = predicateOf(asking, filter)
  const period = basis.period ?? wholeOf(centre.extent)
  const bins = period ? binsOf(period, bin, mostBins) : []
  if (!bins) throw tooFine('has too many bins for this period')
  const asOf = Date.parse(basis.asOf)
  const moments = bins.map((one) => momentOf(one.period, asOf, centre.pack.timeZone))
  const known = await knownOf(asking)
  const reckoning = reckoningOf(measure, centre.pack, known)
  const apart = apartBy(asking, question, known, filter)
  const by = apart.by ? { by: apart.by } : {}
  const rows =
    (await spanTally(asking, { where, bins, moments, reckoning, ...by }, asking)) ??
    (await tally(asking, { where, moments, reckonings: [reckoning], ...by }, asking))
  const groups = new Map<string | null, Figure[]>()
  const of = (key: string | null) => {
    const known = groups.get(key)
    if (known) return known
    if ((groups.size + 1) * bins.length > mostFigures)
      throw tooFine('makes too many figures by this property')
    const households = apart.households(key)
    const figures = bins.map(() => reckoning.figure([], households))
    groups.set(key, figures)
    return figures
  }
  for (const key of apart.always) of(key)
  for (const row of rows) {
    const key = apart.idOf(row.key)
    const [figure] = row.figures(apart.households(key))
    if (figure && figure.n > 0) of(key)[row.moment] = figure
  }
  return {
    ...basis,
    measure: entryOf(measure, known),
    ...(apart.level ? { level: apart.level.id } : {}),
    bin,
    bins: bins.map((one) => one.start),
    series: [...groups].map(([key, figures]) => ({ key, figures })).sort(byKey),
  }
}

/** How tickets are told apart: by which key, what a group is called outside, and among how many households it arose. */
interface Apart {
  by?: Sql
  idOf: (key: Cell) => string | null
  households: (id: string | null) => number | null
  /** groups that are there even without a ticket */
  always: readonly (string | null)[]
  level?: Level
}

function apartBy(asking: Asking, { by, level: id }: SeriesQuestion, known: Known, filter: Filter): Apart {
  const { centre } = asking
  const all = householdsIn(asking, known, filter)
  const alike = { households: () => all, always: [] }
  if (by === undefined) return { ...alike, idOf: () => null, always: [null] }
  if (by !== 'area') return { ...alike, by: groupOf(by), idOf: (key) => groupId(centre, by, key) }
  const level = id === undefined ? levelBelow(asking, filter) : levelOf(centre, id)
  if (!level) return { ...alike, idOf: () => null }
  const codes = areasAt(asking, level, filter).map(({ code }) => code)
  const households = new Map(codes.map((code) => [code, householdsIn(asking, known, filter, code)]))
  return {
    by: areaAt(centre, level),
    idOf: (key) => codeOf(centre, key),
    // nobody lives where nobody knows
    households: (code) => (code === null ? null : (households.get(code) ?? null)),
    always: codes,
    level,
  }
}

function codeOf({ areas }: CentreRecord, key: Cell): string | null {
  return typeof key === 'number' ? areas.codeOf(key) : null
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
