import { Filter, type LayerProperty } from '@grid/data/contract'
import type { z } from 'zod'
import { type Layer, LayerOptions } from '../layers/index.ts'
import { badParameters, type Refusal } from '../problems.ts'

/** The parameters of the standards that a list of features takes. */
export const standardParameters = [
  'f',
  'limit',
  'offset',
  'bbox',
  'bbox-crs',
  'crs',
  'datetime',
  'filter',
  'filter-lang',
  'filter-crs',
  'resultType',
  'profile',
] as const

/** Those of them that choose features: what a tile takes, whose place and system are given. */
export const choosingParameters = [
  'bbox',
  'bbox-crs',
  'datetime',
  'filter',
  'filter-lang',
  'filter-crs',
  'profile',
] as const

/** `bbox` is the standard's own: it chooses features by their place, whatever they are. */
const vocabulary = Object.keys(Filter.shape).filter((name) => name !== 'bbox')

/** The parameters of the filter that every page and question knows. */
export const filterParameterNames: readonly string[] = vocabulary

/** The parameters of a layer's own beside the standards' and the filter's: its properties, by equality. */
export function propertyParameters(
  properties: readonly LayerProperty[],
  taken: readonly string[] = [],
): LayerProperty[] {
  const others = [...standardParameters, ...vocabulary, ...taken]
  return properties.filter(({ name }) => !others.includes(name))
}

/** The parameters of an address by name, each as often as it is given. */
export type Given = Readonly<Record<string, readonly string[]>>

/** A parameter that may be given once; a 400 problem where it is given more often. */
export function once(given: Given, parameter: string): string | undefined {
  const [value, ...more] = given[parameter] ?? []
  if (more.length > 0) throw badParameters([{ parameter, detail: 'is given more than once' }])
  return value
}

/** A 400 problem for parameters that nobody knows. */
export function onlyKnown(given: Given, known: readonly string[]): void {
  const unknown = Object.keys(given).filter((name) => !known.includes(name))
  if (unknown.length > 0)
    throw badParameters(
      unknown.map((parameter) => ({ parameter, detail: 'is not a parameter of this resource' })),
    )
}

/** The filter and the layer's options; a 400 problem names what does not fit. */
export function filterOf(given: Given, layer: Layer): { filter: Filter; options: LayerOptions } {
  return {
    filter: parsed(Filter, given, vocabulary),
    options: parsed(LayerOptions, given, layer.takes ?? []),
  }
}

function parsed<T>(schema: z.ZodType<T>, given: Given, names: readonly string[]): T {
  const values = Object.fromEntries(
    names.flatMap((name) => {
      const list = given[name]
      return list === undefined ? [] : [[name, list.length === 1 ? list[0] : list]]
    }),
  )
  const found = schema.safeParse(values)
  if (found.success) return found.data
  const refusals: Refusal[] = found.error.issues.map(({ path, message }) => ({
    parameter: String(path[0] ?? 'query'),
    detail: message,
  }))
  throw badParameters(refusals)
}
