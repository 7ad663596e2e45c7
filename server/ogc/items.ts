import type { LayerDescription } from '@grid/data/contract'
import type { Asking } from '../filter/index.ts'
import {
  type Condition,
  type Feature,
  featureWriter,
  type Layer,
  type OpenLayer,
  profileOf,
} from '../layers/index.ts'
import { badParameters, notFound } from '../problems.ts'
import { boxCondition } from './bbox.ts'
import { type Over, readCql2Json, readCql2Text } from './cql2/index.ts'
import { type Crs, projected, systemOf, systems } from './crs.ts'
import { datetimeCondition } from './datetime.ts'
import {
  filterOf,
  filterParameterNames,
  type Given,
  once,
  onlyKnown,
  propertyParameters,
  standardParameters,
} from './parameters.ts'

/** Features of a page where nobody says how many, and at most. */
export const pageLimits = { standard: 1000, most: 10_000 } as const

/** A page of features, ready to be written. */
export interface ItemsPage {
  description: LayerDescription
  crs: Crs
  matched: number
  offset: number
  limit: number
  /** in the system asked for */
  features: Feature[]
}

/** The features of a layer that an address asks for. Throws 400 problems by the parameter's name. */
export async function itemsOf(asking: Asking, layer: Layer, given: Given): Promise<ItemsPage> {
  const crs = systemOf('crs', once(given, 'crs'))
  const limit = wholeNumber(given, 'limit', 1, pageLimits.standard)
  const offset = wholeNumber(given, 'offset', 0, 0)
  const taken = Math.min(limit, pageLimits.most)
  const open = await openFor(asking, layer, given)
  const features: Feature[] = []
  if (hitsAlone(given))
    return {
      description: open.description,
      crs,
      matched: open.description.features,
      offset,
      limit: taken,
      features,
    }
  for await (const batch of open.features({ skip: offset, take: taken })) features.push(...batch)
  return {
    description: open.description,
    crs,
    matched: open.description.features,
    offset,
    limit: taken,
    features: features.map((feature) => placedIn(feature, crs)),
  }
}

/** One feature by its id; a 404 problem where there is none. */
export async function itemOf(
  asking: Asking,
  layer: Layer,
  id: string,
  given: Given,
): Promise<{ description: LayerDescription; crs: Crs; feature: Feature }> {
  const crs = systemOf('crs', once(given, 'crs'))
  onlyKnown(given, ['f', 'crs', 'profile', ...filterParameterNames, ...(layer.takes ?? [])])
  const { filter, options } = filterOf(given, layer)
  const profile = profileOf(asking.caller, profileAsked(given), filter)
  const open = await layer.open(asking, { filter, options, profile, condition: { op: 'id', id } })
  for await (const [feature] of open.features({ skip: 0, take: 1 }))
    if (feature) return { description: open.description, crs, feature: placedIn(feature, crs) }
  throw notFound(`There is no feature "${id}" in ${layer.id}.`)
}

/** A layer asked by an address, but for the page: filter, box, time, properties and CQL2. */
export async function openFor(asking: Asking, layer: Layer, given: Given): Promise<OpenLayer> {
  const { filter, options } = filterOf(given, layer)
  const profile = profileOf(asking.caller, profileAsked(given), filter)
  const question = { filter, options, profile }
  const properties = await layer.properties(asking, question)
  const own = propertyParameters(properties, layer.takes)
  onlyKnown(given, [
    ...standardParameters,
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
  return await layer.open(asking, {
    ...question,
    condition: conditions.length === 0 ? undefined : { op: 'and', args: conditions },
  })
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

function profileAsked(given: Given): 'public' | 'internal' | undefined {
  const asked = once(given, 'profile')
  if (asked === undefined || asked === 'public' || asked === 'internal') return asked
  throw badParameters([{ parameter: 'profile', detail: 'write public or internal' }])
}

/** `resultType=hits`, which GDAL asks to count: how many there are, and none of them. */
function hitsAlone(given: Given): boolean {
  const asked = once(given, 'resultType') ?? 'results'
  if (asked === 'hits' || asked === 'results') return asked === 'hits'
  throw badParameters([{ parameter: 'resultType', detail: 'write results or hits' }])
}

function wholeNumber(given: Given, parameter: string, least: number, standard: number): number {
  const text = once(given, parameter)
  if (text === undefined) return standard
  const number = Number(text)
  if (/^\d{1,15}$/.test(text) && number >= least) return number
  throw badParameters([{ parameter, detail: `write a whole number from ${least}` }])
}

function placedIn(feature: Feature, crs: Crs): Feature {
  return { ...feature, geometry: feature.geometry && projected(feature.geometry, crs) }
}

/** A page as GeoJSON text; `links` are the standard's. */
export function pageWritten(page: ItemsPage, links: readonly object[], timeStamp: string): string {
  const { description, features, matched } = page
  const write = featureWriter(description)
  const head = {
    type: 'FeatureCollection',
    timeStamp,
    numberMatched: matched,
    numberReturned: features.length,
    links,
  }
  return `${JSON.stringify(head).slice(0, -1)},"features":[${features.map((feature) => write(feature)).join(',\n')}]}\n`
}

/** One feature as GeoJSON text. */
export function featureWritten(
  description: LayerDescription,
  feature: Feature,
  links: readonly object[],
): string {
  return `${featureWriter(description)(feature, `"links":${JSON.stringify(links)},`)}\n`
}
