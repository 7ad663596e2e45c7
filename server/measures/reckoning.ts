import type { CentrePack, Figure, ThreeRateWeights } from '@grid/data/contract'
import type { Sql } from '../store/index.ts'
import { sql } from '../store/index.ts'
import { counted, quantiles, quotient, untold } from './figure.ts'
import type { Known } from './known.ts'
import type { MeasureDefinition, Share } from './measure.ts'

/** A measure made ready: what the engine sums over tickets `f`, and the figure that these sums make. */
export interface Reckoning {
  measure: MeasureDefinition
  sums: readonly Sql[]
  /** of tickets among so many households; no sums are those over no ticket */
  figure(sums: readonly (number | null)[], households: number | null): Figure
}

const count = (condition: Sql) => sql`count(*) FILTER (WHERE ${condition})`
const total = (amount: Sql, condition: Sql) => sql`coalesce(sum(${amount}) FILTER (WHERE ${condition}), 0)`
// exact, interpolated between neighbours
const quantile = (amount: Sql, share: number, condition: Sql) =>
  sql`quantile_cont(${amount}, CAST(${share} AS DOUBLE)) FILTER (WHERE ${condition})`

const secondsAnHour = 3600
const hours = (seconds: number | null) => (seconds === null ? null : seconds / secondsAnHour)

/** Makes a measure ready for a centre; one that its data cannot tell sums nothing and has no value. */
export function reckoningOf(measure: MeasureDefinition, pack: CentrePack, known: Known): Reckoning {
  if (known.why(measure)) {
    const figure = untold(measure.entry.denominator !== null)
    return { measure, sums: [], figure: () => figure }
  }
  return { measure, ...howReckoned(measure, pack) }
}

function howReckoned(how: MeasureDefinition, pack: CentrePack): Pick<Reckoning, 'sums' | 'figure'> {
  switch (how.kind) {
    case 'count':
      return { sums: [count(how.numerator)], figure: ([tickets]) => counted(tickets ?? 0) }
    case 'sum':
      return { sums: [total(how.amount, how.numerator)], figure: ([sum]) => counted(sum ?? 0) }
    case 'share':
      return {
        sums: [count(how.numerator), count(how.denominator)],
        figure: ([numerator, denominator]) => quotient(numerator ?? 0, denominator ?? 0),
      }
    case 'mean':
      return {
        sums: [total(how.amount, how.denominator), count(how.denominator)],
        figure: ([sum, tickets]) => quotient(sum ?? 0, tickets ?? 0),
      }
    case 'per households':
      return {
        sums: [count(how.numerator)],
        figure: ([tickets], households) => quotient(tickets ?? 0, households, 1000, tickets ?? 0),
      }
    case 'score':
      return scored(how.shares, pack.scores.threeRates)
    case 'quantiles':
      return {
        sums: [
          count(how.numerator),
          quantile(how.amount, 0.5, how.numerator),
          quantile(how.amount, 0.9, how.numerator),
        ],
        figure: ([cases, median, p90]) => quantiles(cases ?? 0, hours(median ?? null), hours(p90 ?? null)),
      }
  }
}

/** The points reached of a hundred; none where a rate that weighs something rests on nothing. */
function scored(
  shares: Readonly<Record<keyof ThreeRateWeights, Share>>,
  weights: ThreeRateWeights,
): Pick<Reckoning, 'sums' | 'figure'> {
  const parts = [
    { share: shares.response, weight: weights.response },
    { share: shares.solved, weight: weights.solved },
    { share: shares.satisfied, weight: weights.satisfied },
  ].filter(({ weight }) => weight > 0)
  const all = parts.reduce((sum, { weight }) => sum + weight, 0)
  return {
    sums: parts.flatMap(({ share }) => [count(share.numerator), count(share.denominator)]),
    figure: (sums) => {
      const rates = parts.map((_, index) => quotient(sums[2 * index] ?? 0, sums[2 * index + 1] ?? 0))
      const n = Math.min(...rates.map((rate) => rate.n))
      const points = parts.reduce((sum, { weight }, index) => sum + weight * (rates[index]?.value ?? 0), 0)
      const told = rates.every(({ value }) => value !== null)
      return told ? quotient((points / all) * 100, 100, 100, n) : { ...untold(true), smallNumber: true }
    },
  }
}
