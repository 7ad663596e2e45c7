import type { LayerProperty } from '@grid/data/contract'
import { localTimes } from '../centre/index.ts'
import type { Value } from '../layers/index.ts'

/** The values of a feature by their names; what is null is left out, since tiles have no null. */
export type Tags = Record<string, string | number | boolean>

/** Reads values as tags: instants as local times with their offset. */
export function tagger(
  properties: readonly LayerProperty[],
  timeZone: string,
): (values: readonly Value[]) => Tags {
  const local = localTimes(timeZone)
  return (values) => {
    const tags: Tags = {}
    for (const [index, { name, kind }] of properties.entries()) {
      const value = values[index]
      if (value === null || value === undefined) continue
      tags[name] = kind === 'instant' && typeof value === 'number' ? local(value) : value
    }
    return tags
  }
}
