import type { LayerProperty } from '@grid/data/contract'
import { instant, join, type Sql, sql } from '../../store/index.ts'
import type { Condition, Literal, Shape } from './condition.ts'

/** How the properties of a layer are written over its rows. */
export interface Columns {
  id: Sql
  /** the value as it is shown, text for ids of dimensions; an instant as TIMESTAMP, a day as DATE */
  of(property: string): Sql
  kindOf(property: string): LayerProperty['kind'] | undefined
  /** rows whose place a shape touches */
  touching(shape: Shape): Sql
  inBox(box: [number, number, number, number]): Sql
}

/** A condition over rows; every literal is bound. */
export function predicateOfCondition(condition: Condition, columns: Columns): Sql {
  const written = (inner: Condition): Sql => predicateOfCondition(inner, columns)
  switch (condition.op) {
    case 'true':
      return sql`TRUE`
    case 'false':
      return sql`FALSE`
    case 'and':
      return sql`(${join([sql`TRUE`, ...condition.args.map(written)], ' AND ')})`
    case 'or':
      return sql`(${join([sql`FALSE`, ...condition.args.map(written)], ' OR ')})`
    case 'not':
      return sql`(NOT ${written(condition.arg)})`
    case 'id':
      return sql`(${columns.id} = ${condition.id})`
    case 'isNull':
      return sql`(${columns.of(condition.property)} IS NULL)`
    case 'box':
      return columns.inBox(condition.box)
    case 'intersects':
      return columns.touching(condition.shape)
    case 'like':
      return sql`(${columns.of(condition.property)} LIKE ${condition.pattern} ESCAPE '\\')`
    case 'during':
      return during(condition, columns)
    default: {
      const { property, value, op } = condition
      return sql`(${columns.of(property)} ${operators[op]} ${bound(columns, property, value)})`
    }
  }
}

const operators = {
  '=': sql`=`,
  '<>': sql`<>`,
  '<': sql`<`,
  '<=': sql`<=`,
  '>': sql`>`,
  '>=': sql`>=`,
} as const

function bound(columns: Columns, property: string, value: Literal): Sql {
  const kind = columns.kindOf(property)
  if (kind === 'instant') return instant(String(value))
  if (kind === 'day') return sql`CAST(${String(value)} AS DATE)`
  return typeof value === 'number' ? sql`CAST(${value} AS DOUBLE)` : sql`${value}`
}

function during({ property, from, to }: Extract<Condition, { op: 'during' }>, columns: Columns): Sql {
  const column = columns.of(property)
  return sql`(${join(
    [
      sql`${column} IS NOT NULL`,
      ...(from === null ? [] : [sql`${column} >= ${instant(from)}`]),
      ...(to === null ? [] : [sql`${column} <= ${instant(to)}`]),
    ],
    ' AND ',
  )})`
}
