import type { LayerDescription } from '@grid/data/contract'
import type { Asking } from '../filter/index.ts'
import { type Feature, featureWriter, type Layer, type OpenLayer, profileOf } from '../layers/index.ts'
import { badParameters, notFound } from '../problems.ts'
import { type Crs, projected, systemOf } from './crs.ts'
import {
  filterOf,
  filterParameterNames,
  type Given,
  once,
  onlyKnown,
  standardParameters,
} from './parameters.ts'
import { profileAsked, questionFor } from './question.ts'

/** Features of a page where nobody says how many, and at most. */
export const pageLimits = { standard: 1000, most: 10_000 } as const

/** A page of features: what is known of it before they are read. */
export interface ItemsPage {
  description: LayerDescription
  crs: Crs
  matched: number
  offset: number
  limit: number
  /** how many features follow, unless the data changes meanwhile */
  expected: number
  /** in the system asked for, in batches */
  features(): AsyncGenerator<Feature[]>
}

/** The features of a layer that an address asks for. Throws 400 problems by the parameter's name. */
export async function itemsOf(asking: Asking, layer: Layer, given: Given): Promise<ItemsPage> {
  const crs = systemOf('crs', once(given, 'crs'))
  const limit = Math.min(wholeNumber(given, 'limit', 1, pageLimits.standard), pageLimits.most)
  const offset = wholeNumber(given, 'offset', 0, 0)
  const open = await openFor(asking, layer, given)
  const matched = open.description.features
  const expected = hitsAlone(given) ? 0 : Math.max(0, Math.min(limit, matched - offset))
  return {
    description: open.description,
    crs,
    matched,
    offset,
    limit,
    expected,
    features: async function* () {
      if (expected === 0) return
      for await (const batch of open.features({ skip: offset, take: limit }))
        yield batch.map((feature) => placedIn(feature, crs))
    },
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

/** A layer asked by an address, but for the page. */
export async function openFor(asking: Asking, layer: Layer, given: Given): Promise<OpenLayer> {
  return await layer.open(asking, await questionFor(asking, layer, given, standardParameters))
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

/** A page as GeoJSON, written as its features are read; `links` are the standard's. */
export async function* pageWritten(
  { description, features, matched }: ItemsPage,
  links: readonly object[],
  timeStamp: string,
): AsyncGenerator<Uint8Array> {
  const write = featureWriter(description)
  const head = { type: 'FeatureCollection', timeStamp, numberMatched: matched, links }
  yield Buffer.from(`${JSON.stringify(head).slice(0, -1)},"features":[`)
  let returned = 0
  for await (const batch of features()) {
    if (batch.length === 0) continue
    yield Buffer.from((returned === 0 ? '' : ',\n') + batch.map((feature) => write(feature)).join(',\n'))
    returned += batch.length
  }
  yield Buffer.from(`],"numberReturned":${returned}}\n`)
}

/** One feature as GeoJSON text. */
export function featureWritten(
  description: LayerDescription,
  feature: Feature,
  links: readonly object[],
): string {
  return `${featureWriter(description)(feature, `"links":${JSON.stringify(links)},`)}\n`
}
