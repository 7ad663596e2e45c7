import type { Measure } from '@grid/data/contract'
import { badParameters, oneOfValues } from '../problems.ts'
import type { Known } from './known.ts'
import type { MeasureDefinition } from './measure.ts'
import { groups } from './measure-groups.ts'

/** The measures that a server offers, in the order they are shown. */
export class Catalogue {
  private readonly byId: ReadonlyMap<string, MeasureDefinition>

  /** Throws a RangeError where two measures have one id. */
  constructor(readonly measures: readonly MeasureDefinition[]) {
    this.byId = new Map(measures.map((measure) => [measure.entry.id, measure]))
    if (this.byId.size < measures.length) throw new RangeError('two measures have one id')
  }

  get ids(): string[] {
    return [...this.byId.keys()]
  }

  withId(id: string): MeasureDefinition | undefined {
    return this.byId.get(id)
  }

  /** The measures of these ids, each once, in the order asked for; the headline ones where none are named. A 400 problem for an unknown id. */
  chosen(ids: readonly string[] | undefined): readonly MeasureDefinition[] {
    if (!ids) return this.measures.filter(({ entry }) => entry.headline)
    return [...new Set(ids)].map((id) => {
      const measure = this.byId.get(id)
      if (!measure) throw badParameters([{ parameter: 'measure', detail: oneOfValues(id, this.ids) }])
      return measure
    })
  }
}

/** A measure as the catalogue shows it for a centre whose data is known. */
export function entryOf(measure: MeasureDefinition, known: Known): Measure {
  const why = known.why(measure)
  const { group, ...entry } = measure.entry
  return {
    ...entry,
    group: { id: group, label: groups[group] },
    daily: known.daily(measure),
    available: why === null,
    why,
  }
}
