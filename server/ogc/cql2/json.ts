import type { Comparison, Condition } from '../../layers/index.ts'
import { called, compare, literalFor, type Operand, type Over, propertyNamed } from './build.ts'
import { intervalOf, spanOf } from './moments.ts'
import { badFilter } from './problem.ts'
import { boxShape, shapeOf } from './shape.ts'

const comparisons: readonly string[] = ['=', '<>', '<', '<=', '>', '>=']
const deepest = 50

/** Reads CQL2 JSON, as text or parsed. A 400 problem says what cannot be read. */
export function readCql2Json(written: string, over: Over): Condition {
  let parsed: unknown
  try {
    parsed = JSON.parse(written)
  } catch {
    throw badFilter('is not JSON')
  }
  return conditionOf(parsed, over, 0)
}

function conditionOf(node: unknown, over: Over, depth: number): Condition {
  if (depth > deepest) throw badFilter('is too deep')
  if (node === true || node === false) return { op: node ? 'true' : 'false' }
  const { op, args } = operator(node)
  const inner = (arg: unknown) => conditionOf(arg, over, depth + 1)
  if (op === 'and' || op === 'or') return { op, args: args.map(inner) }
  if (op === 'not' && args.length === 1) return { op, arg: inner(args[0]) }
  const [first, second, third] = args
  if (comparisons.includes(op))
    return compare(op as Comparison, operand(first, over), operand(second, over), over)
  const left = operand(first, over)
  if (op === 'isNull' && left.is === 'property') return { op, property: left.name }
  if (op === 'like' && left.is === 'property' && typeof second === 'string') {
    literalFor(left.name, '', over)
    return { op, property: left.name, pattern: second }
  }
  if (op === 'between')
    return {
      op: 'and',
      args: [
        compare('>=', left, operand(second, over), over),
        compare('<=', left, operand(third, over), over),
      ],
    }
  if (op === 'in' && Array.isArray(second))
    return { op: 'or', args: second.map((value) => compare('=', left, operand(value, over), over)) }
  return called(op, [left, operand(second, over)], over)
}

function operator(node: unknown): { op: string; args: unknown[] } {
  if (typeof node === 'object' && node !== null && 'op' in node && 'args' in node) {
    const { op, args } = node
    if (typeof op === 'string' && Array.isArray(args)) return { op, args }
  }
  throw badFilter('write {"op": ..., "args": [...]}')
}

function operand(node: unknown, over: Over): Operand {
  if (typeof node === 'string' || typeof node === 'boolean') return { is: 'literal', value: node }
  if (typeof node === 'number') return { is: 'literal', value: node }
  if (typeof node !== 'object' || node === null) throw badFilter('an operand is missing')
  if ('property' in node && typeof node.property === 'string') return propertyNamed(node.property, over)
  if ('date' in node || 'timestamp' in node) {
    const text = String('date' in node ? node.date : node.timestamp)
    return { is: 'span', span: known(spanOf(text, over.timeZone), text) }
  }
  if ('interval' in node && Array.isArray(node.interval)) {
    const [from, to] = node.interval.map(String)
    return { is: 'span', span: known(intervalOf(from ?? '', to ?? '', over.timeZone), `${from} to ${to}`) }
  }
  if ('bbox' in node && Array.isArray(node.bbox))
    return { is: 'shape', shape: boxShape(node.bbox.map(Number)) }
  if ('type' in node && 'coordinates' in node)
    return { is: 'shape', shape: shapeOf(String(node.type), node.coordinates) }
  throw badFilter(`${JSON.stringify(node).slice(0, 60)} is no operand`)
}

function known<T>(span: T | null, text: string): T {
  if (span === null) throw badFilter(`"${text}" is no time`)
  return span
}
