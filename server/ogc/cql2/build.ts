import type { LayerProperty } from '@grid/data/contract'
import type { Comparison, Condition, Literal, Shape } from '../../layers/index.ts'
import type { Span } from './moments.ts'
import { spanOf } from './moments.ts'
import { badFilter } from './problem.ts'

/** What a filter is written over. */
export interface Over {
  properties: readonly LayerProperty[]
  timeZone: string
}

/** A side of an operator. */
export type Operand =
  | { is: 'property'; name: string }
  | { is: 'geometry' }
  | { is: 'literal'; value: Literal }
  | { is: 'span'; span: Span }
  | { is: 'shape'; shape: Shape }

/** What the place of a feature is called in a filter. */
export const geometryNames = ['geometry', 'geom']

/** The property of this name, or the place; a 400 problem names those there are. */
export function propertyNamed(name: string, { properties }: Over): Operand {
  if (properties.some((property) => property.name === name)) return { is: 'property', name }
  if (geometryNames.includes(name)) return { is: 'geometry' }
  throw badFilter(
    `"${name}" is no property; write one of ${properties.map((property) => property.name).join(', ')}`,
  )
}

const turned: Record<Comparison, Comparison> = {
  '=': '=',
  '<>': '<>',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
}

/** `left op right`, one side of which is a property. */
export function compare(op: Comparison, left: Operand, right: Operand, over: Over): Condition {
  if (left.is !== 'property' && right.is === 'property') return compare(turned[op], right, left, over)
  if (left.is !== 'property') throw badFilter('compare a property with a value')
  if (right.is === 'span') return compareTime(op, left.name, right.span)
  if (right.is !== 'literal') throw badFilter(`"${left.name}" is compared with a value`)
  const value = literalFor(left.name, right.value, over)
  const property = over.properties.find(({ name }) => name === left.name)!
  if (property.kind === 'instant') {
    const span = spanOf(String(value), over.timeZone)
    if (!span)
      throw badFilter(
        `"${left.name}" is an instant: write TIMESTAMP('2026-01-01T00:00:00Z') or DATE('2026-01-01')`,
      )
    return compareTime(op, left.name, span)
  }
  return { op, property: left.name, value }
}

/** Before, within or after a stretch of time. */
export function compareTime(op: Comparison, property: string, { from, to }: Span): Condition {
  const within: Condition = { op: 'during', property, from, to }
  const before: Condition =
    from === null ? { op: 'false' } : { op: 'during', property, from: null, to: from - 1 }
  const after: Condition = to === null ? { op: 'false' } : { op: 'during', property, from: to + 1, to: null }
  switch (op) {
    case '=':
      return within
    case '<>':
      return { op: 'not', arg: within }
    case '<':
      return before
    case '<=':
      return { op: 'or', args: [before, within] }
    case '>':
      return after
    case '>=':
      return { op: 'or', args: [within, after] }
  }
}

/** A literal of the property's own kind; a 400 problem where it is of another. */
export function literalFor(name: string, value: Literal, { properties }: Over): Literal {
  const kind = properties.find((property) => property.name === name)?.kind
  const wanted =
    kind === 'truth' ? 'boolean' : kind === 'number' || kind === 'whole number' ? 'number' : 'string'
  if (typeof value === wanted) return value
  throw badFilter(`"${name}" is a ${kind}: ${JSON.stringify(value)} is none`)
}

const temporal: Readonly<Record<string, (property: string, span: Span) => Condition>> = {
  t_after: (property, span) => compareTime('>', property, span),
  t_before: (property, span) => compareTime('<', property, span),
  t_during: (property, { from, to }) => ({ op: 'during', property, from, to }),
  t_intersects: (property, { from, to }) => ({ op: 'during', property, from, to }),
  t_equals: (property, span) => compareTime('=', property, span),
  t_disjoint: (property, span) => compareTime('<>', property, span),
}

/** A function that tells true or false; a 400 problem names those there are. */
export function called(name: string, args: readonly Operand[], { properties }: Over): Condition {
  const lower = name.toLowerCase()
  const [left, right] = args
  if (lower === 's_intersects') {
    const shape = [left, right].find((side) => side?.is === 'shape')
    if (args.length !== 2 || shape?.is !== 'shape' || ![left, right].some((side) => side?.is === 'geometry'))
      throw badFilter('write S_INTERSECTS(geometry, POLYGON((...)))')
    return { op: 'intersects', shape: shape.shape }
  }
  const relation = temporal[lower]
  if (!relation)
    throw badFilter(
      `there is no ${name} here; write S_INTERSECTS, ${Object.keys(temporal).join(', ').toUpperCase()}`,
    )
  if (args.length !== 2 || left?.is !== 'property' || right?.is !== 'span')
    throw badFilter(`write ${name.toUpperCase()}(property, DATE('2026-01-01')) or an INTERVAL`)
  const kind = properties.find((property) => property.name === left.name)?.kind
  if (kind !== 'instant' && kind !== 'day') throw badFilter(`"${left.name}" is no time`)
  return relation(left.name, right.span)
}
