import { partKey } from '@grid/data/contract'
import type { CentreRecord } from '../centre/index.ts'
import { badParameters } from '../problems.ts'
import type { Sql } from '../store/index.ts'
import { areDaily, factNames } from './facts.ts'
import type { MeasureDefinition } from './measure.ts'

/** A count that a measure is made of: its key in a time cube, and the condition over ticket `f`. */
export interface Part {
  key: string
  condition: Sql
}

/** The counts of tickets that a measure's value is made of, households apart; null where it is made of something else. */
export function partsOf(measure: MeasureDefinition): Part[] | null {
  const { id } = measure.entry
  switch (measure.kind) {
    case 'count':
    case 'per households':
      return [{ key: partKey(id, 'numerator'), condition: measure.numerator }]
    case 'share':
      return [
        { key: partKey(id, 'numerator'), condition: measure.numerator },
        { key: partKey(id, 'denominator'), condition: measure.denominator },
      ]
    default:
      return null
  }
}

/**
 * Whether the days of any stretch add up to its figure: the measure is made of counts of what was reported, and what it
 * says of a ticket is the same whenever it is asked.
 */
export function isDaily(measure: MeasureDefinition, centre: CentreRecord): boolean {
  if (measure.entry.period !== 'reported') return false
  const facts = partsOf(measure)?.map(({ condition }) => factNames([condition]))
  return facts?.every((names) => names.includes('reported') && areDaily(names, centre)) ?? false
}

/** The parts of measures, one after the other; a 400 problem where the days of one do not add up. */
export function dailyParts(measures: readonly MeasureDefinition[], centre: CentreRecord): Part[] {
  return measures.flatMap((measure) => {
    const parts = isDaily(measure, centre) ? partsOf(measure) : null
    if (parts) return parts
    throw badParameters([
      {
        parameter: 'measure',
        detail: `the days of ${measure.entry.id} do not add up to a period; name measures that are "daily" in /api/measures`,
      },
    ])
  })
}
