import type { CentrePack, Figure, ThreeRateWeights } from '@grid/data/contract'
import type { Sql } from '../store/index.ts'
import { countIf, sql } from '../store/index.ts'
import { counted, quantiles, quotient, untold } from './figure.ts'
import type { Known } from './known.ts'
import type { MeasureDefinition, Share } from './measure.ts'

/** One number that the engine takes of the tickets `f` that meet a condition. */
export interface Sum {
  condition: Sql
  /** the aggregate over the tickets of a condition, or over all of them */
  taken(condition: Sql | null): Sql
  /** adds up over groups of tickets and over time, as medians do not */
  addsUp: boolean
}

/** A measure made ready: what the engine sums over tickets `f`, and the figure that these sums make. */
export interface Reckoning {
  measure: MeasureDefinition
  /** those that add up first */
  sums: readonly Sum[]
  /** places of sums of which the first counts a part of what the second counts */
  parts: readonly (readonly [part: number, whole: number])[]
  /** of tickets among so many households; no sums are those over no ticket */
  figure(sums: readonly (number | null)[], households: number | null): Figure
}

const only = (condition: Sql | null) => (condition ? sql` FILTER (WHERE ${condition})` : sql``)

/** How many tickets meet a condition. */
export function count(condition: Sql): Sum {
  return { condition, taken: (of) => (of ? countIf(of) : sql`count(*)`), addsUp: true }
}

function total(amount: Sql, condition: Sql): Sum {
  return { condition, taken: (of) => sql`coalesce(sum(${amount})${only(of)}, 0)`, addsUp: true }
}

/** Median and ninth decile, exact, interpolated between neighbours: the engine gathers what is the same for both once. */
function quantileSums(amount: Sql, condition: Sql): Sum[] {
  const both = (of: Sql | null) => sql`quantile_cont(${amount}, [0.5e0, 0.9e0])${only(of)}`
  return [sql`1`, sql`2`].map((place) => ({
    condition,
    taken: (of) => sql`list_extract(${both(of)}, ${place})`,
    addsUp: false,
  }))
}

/** How many of a unit an hour has. */
const anHour = { seconds: 3600, microseconds: 3_600_000_000 }

/** Makes a measure ready for a centre; one that its data cannot tell sums nothing and has no value. */
export function reckoningOf(measure: MeasureDefinition, pack: CentrePack, known: Known): Reckoning {
  if (known.why(measure)) {
    const figure = untold(measure.entry.denominator !== null)
    return { measure, sums: [], parts: [], figure: () => figure }
  }
  return { measure, ...howReckoned(measure, pack) }
}

function howReckoned(how: MeasureDefinition, pack: CentrePack): Omit<Reckoning, 'measure'> {
  switch (how.kind) {
    case 'count':
      return {
        sums: [count(how.numerator)],
        parts: [],
        figure: ([tickets]) => counted(tickets ?? 0),
      }
    case 'sum':
      return {
        sums: [total(how.amount, how.numerator)],
        parts: [],
        figure: ([sum]) => counted(sum ?? 0),
      }
    case 'share':
      return {
        sums: [count(how.numerator), count(how.denominator)],
        parts: [[0, 1]],
        figure: ([numerator, denominator]) => quotient(numerator ?? 0, denominator ?? 0),
      }
    case 'mean':
      return {
        sums: [total(how.amount, how.denominator), count(how.denominator)],
        parts: [],
        figure: ([sum, tickets]) => quotient(sum ?? 0, tickets ?? 0),
      }
    case 'per households':
      return {
        sums: [count(how.numerator)],
        parts: [],
        figure: ([tickets], households) => quotient(tickets ?? 0, households, 1000, tickets ?? 0),
      }
    case 'score':
      return scored(how.shares, pack.scores.threeRates)
    case 'quantiles': {
      const parts = anHour[how.unit ?? 'seconds']
      const hours = (amount: number | null | undefined) =>
        typeof amount === 'number' ? amount / parts : null
      return {
        sums: [count(how.numerator), ...quantileSums(how.amount, how.numerator)],
        parts: [],
        figure: ([cases, median, p90]) => quantiles(cases ?? 0, hours(median), hours(p90)),
      }
    }
  }
}

/** The points reached of a hundred; none where a rate that weighs something rests on nothing. */
function scored(
  shares: Readonly<Record<keyof ThreeRateWeights, Share>>,
  weights: ThreeRateWeights,
): Omit<Reckoning, 'measure'> {
  const rated = [
    { share: shares.response, weight: weights.response },
    { share: shares.solved, weight: weights.solved },
    { share: shares.satisfied, weight: weights.satisfied },
  ].filter(({ weight }) => weight > 0)
  const all = rated.reduce((sum, { weight }) => sum + weight, 0)
  return {
    sums: rated.flatMap(({ share }) => [count(share.numerator), count(share.denominator)]),
    parts: rated.map((_, index) => [2 * index, 2 * index + 1] as const),
    figure: (sums) => {
      const rates = rated.map((_, index) => quotient(sums[2 * index] ?? 0, sums[2 * index + 1] ?? 0))
      const n = Math.min(...rates.map((rate) => rate.n))
      const points = rated.reduce((sum, { weight }, index) => sum + weight * (rates[index]?.value ?? 0), 0)
      const told = rates.every(({ value }) => value !== null)
      return told ? quotient((points / all) * 100, 100, 100, n) : { ...untold(true), smallNumber: true }
    },
  }
}
