import type { Asking } from '../filter/index.ts'
import { type Condition, type Layer, type LayerQuestion, profileOf } from '../layers/index.ts'
import { badParameters } from '../problems.ts'
import { boxCondition } from './bbox.ts'
import { type Over, readCql2Json, readCql2Text } from './cql2/index.ts'
import { systemOf, systems } from './crs.ts'
import { datetimeCondition } from './datetime.ts'
import {
  filterOf,
  filterParameterNames,
  type Given,
  once,
  onlyKnown,
  propertyParameters,
} from './parameters.ts'

/**
 * What an address asks of a layer: filter, options, profile, and which features by box, time, properties and CQL2.
 * `taken` are the standards' parameters of the resource; a 400 problem names what nobody knows.
 */
export async function questionFor(
  asking: Asking,
  layer: Layer,
  given: Given,
  taken: readonly string[],
): Promise<LayerQuestion> {
  const { filter, options } = filterOf(given, layer)
  const profile = profileOf(asking.caller, profileAsked(given), filter)
  const question = { filter, options, profile }
  const properties = await layer.properties(asking, question)
  const own = propertyParameters(properties, layer.takes)
  onlyKnown(given, [
    ...taken,
    ...filterParameterNames,
    ...(layer.takes ?? []),
    ...own.map(({ name }) => name),
  ])
  const over: Over = { properties, timeZone: asking.centre.pack.timeZone }
  const conditions: Condition[] = [
    ...boxCondition(once(given, 'bbox'), systemOf('bbox-crs', once(given, 'bbox-crs'))),
    ...datetimeCondition(once(given, 'datetime'), over),
    ...own.flatMap(({ name }) => equalities(name, given[name], over)),
    ...written(given, over),
  ]
  return { ...question, condition: conditions.length === 0 ? undefined : { op: 'and', args: conditions } }
}

/** `?property=value`; several values are alternatives. */
function equalities(name: string, values: readonly string[] | undefined, over: Over): Condition[] {
  if (values === undefined) return []
  const kind = over.properties.find((property) => property.name === name)?.kind
  const args = values.map((value): Condition => {
    const literal =
      kind === 'truth'
        ? truths[value.toLowerCase()]
        : kind === 'number' || kind === 'whole number'
          ? Number(value)
          : value
    if (literal === undefined || (typeof literal === 'number' && (value === '' || Number.isNaN(literal))))
      throw badParameters([{ parameter: name, detail: `is a ${kind}: "${value}" is none` }])
    if (kind !== 'instant') return { op: '=', property: name, value: literal }
    const [span] = datetimeCondition(
      value,
      { ...over, properties: over.properties.filter((own) => own.name === name) },
      name,
    )
    return span ?? { op: 'true' }
  })
  return [{ op: 'or', args }]
}

const truths: Readonly<Record<string, boolean>> = { true: true, false: false, 1: true, 0: false }

function written(given: Given, over: Over): Condition[] {
  const text = once(given, 'filter')
  const language =
    once(given, 'filter-lang') ?? (text?.trimStart().startsWith('{') ? 'cql2-json' : 'cql2-text')
  if (language !== 'cql2-text' && language !== 'cql2-json')
    throw badParameters([{ parameter: 'filter-lang', detail: 'write cql2-text or cql2-json' }])
  const crs = systemOf('filter-crs', once(given, 'filter-crs'))
  if (crs !== systems[0])
    throw badParameters([{ parameter: 'filter-crs', detail: `write ${systems[0].uri}, or leave it out` }])
  if (text === undefined) return []
  return [language === 'cql2-json' ? readCql2Json(text, over) : readCql2Text(text, over)]
}

/** The profile an address names, where it names one. */
export function profileAsked(given: Given): 'public' | 'internal' | undefined {
  const asked = once(given, 'profile')
  if (asked === undefined || asked === 'public' || asked === 'internal') return asked
  throw badParameters([{ parameter: 'profile', detail: 'write public or internal' }])
}
