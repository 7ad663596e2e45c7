import type { Condition } from '../layers/index.ts'
import { badParameters } from '../problems.ts'
import { intervalOf, type Over, spanOf } from './cql2/index.ts'

/**
 * Features whose time meets an instant, a day or an interval (`a/b`, `../b`, `a/..`). The time of a layer is its first
 * instant, else its first day; a feature without one is always met, as the standard has it.
 */
export function datetimeCondition(
  text: string | undefined,
  { properties, timeZone }: Over,
  parameter = 'datetime',
): Condition[] {
  if (text === undefined) return []
  const [from = '', to, ...more] = text.split('/')
  const span = to === undefined ? spanOf(from, timeZone) : intervalOf(from, to, timeZone)
  if (!span || more.length > 0)
    throw badParameters([
      {
        parameter,
        detail: 'write a day, an instant with its offset, or two with a slash between, .. for an open end',
      },
    ])
  const time = timeOf(properties)
  return time ? [{ op: 'during', property: time.name, ...span }] : []
}

/** The property that is the time of a layer. */
export function timeOf(properties: Over['properties']): Over['properties'][number] | undefined {
  return properties.find(({ kind }) => kind === 'instant') ?? properties.find(({ kind }) => kind === 'day')
}
