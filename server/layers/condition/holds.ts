import type { LayerProperty } from '@grid/data/contract'
import { booleanIntersects } from '@turf/boolean-intersects'
import { startOfDay } from '../../centre/index.ts'
import { boxOf } from '../box.ts'
import type { Feature, Geometry, Value } from '../layer.ts'
import type { Comparison, Condition, Literal, Shape } from './condition.ts'
import { likePattern } from './like.ts'

const dayMs = 86_400_000

/** Judges features by a condition over these properties; null where a null keeps it from being told. */
export function judge(
  properties: readonly LayerProperty[],
  timeZone: string,
): (condition: Condition, feature: Feature) => boolean | null {
  const places = new Map(properties.map(({ name }, index) => [name, index]))
  const shownIn = ({ values }: Feature, property: string): Value => values[places.get(property) ?? -1] ?? null
  const kindOf = (property: string) => properties[places.get(property) ?? -1]?.kind
  const holds = (condition: Condition, feature: Feature): boolean | null => {
    switch (condition.op) {
      case 'true':
      case 'false':
        return condition.op === 'true'
      case 'and':
        return all(condition.args.map((arg) => holds(arg, feature)))
      case 'or':
        return opposite(all(condition.args.map((arg) => opposite(holds(arg, feature)))))
      case 'not':
        return opposite(holds(condition.arg, feature))
      case 'id':
        return feature.id === condition.id
      case 'isNull':
        return shownIn(feature, condition.property) === null
      case 'box':
        return feature.geometry === null ? null : touchesBox(feature.geometry, condition.box)
      case 'intersects':
        return feature.geometry === null
          ? null
          : booleanIntersects(asGeoJson(feature.geometry), condition.shape)
    }
    const value = shownIn(feature, condition.property)
    if (value === null) return null
    const isInstant = kindOf(condition.property) === 'instant'
    switch (condition.op) {
      case 'like':
        return likePattern(condition.pattern).test(String(value))
      case 'during': {
        const [from, to] = spanOf(value, timeZone)
        return (
          (condition.to === null || from <= condition.to) && (condition.from === null || to >= condition.from)
        )
      }
      default:
        return compared(condition.op, value, condition.value, isInstant)
    }
  }
  return holds
}

function all(truths: readonly (boolean | null)[]): boolean | null {
  if (truths.includes(false)) return false
  return truths.includes(null) ? null : true
}

function opposite(truth: boolean | null): boolean | null {
  return truth === null ? null : !truth
}

function compared(
  op: Comparison,
  value: Exclude<Value, null>,
  literal: Literal,
  isInstant: boolean,
): boolean {
  const other = isInstant && typeof literal === 'string' ? Date.parse(literal) : literal
  const order = value < other ? -1 : value > other ? 1 : 0
  switch (op) {
    case '=':
      return order === 0
    case '<>':
      return order !== 0
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    case '>=':
      return order >= 0
  }
}

/** The first and last millisecond of an instant or a local day. */
function spanOf(value: Exclude<Value, null>, timeZone: string): [number, number] {
  if (typeof value === 'number') return [value, value]
  const start = startOfDay(String(value), timeZone)
  return [start, start + dayMs - 1]
}

function touchesBox(
  geometry: Geometry,
  [west, south, east, north]: [number, number, number, number],
): boolean {
  const [left, bottom, right, top] = boxOf(geometry)
  if (left > east || right < west || bottom > north || top < south) return false
  if (geometry.type === 'Point') return true
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
  return booleanIntersects(asGeoJson(geometry), { type: 'Polygon', coordinates: [ring] })
}

/** The same geometry for a library whose types may be written to; it does not write. */
function asGeoJson({ type, coordinates }: Geometry): Shape {
  return { type, coordinates } as unknown as Shape
}
