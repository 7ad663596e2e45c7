import sqlTag, { empty, join, raw, type Sql } from 'sql-template-tag'

export type { Sql }
export { empty, join }

/** What may be bound: text, numbers, truth, null, or a list of one of these. Days and instants go through helpers. */
export type Bound = string | number | bigint | boolean | null | readonly (string | number)[]

/** A statement with bound parameters: sql`SELECT ... WHERE id = ${id}`. Nothing is ever pasted into its text. */
export function sql(strings: TemplateStringsArray, ...values: readonly (Bound | Sql)[]): Sql {
  return sqlTag(strings, ...values)
}

/** A column or table by name, for names that code chooses; refuses anything but a plain identifier. */
export function name(identifier: string): Sql {
  if (!/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$/.test(identifier))
    throw new RangeError(`not a name: ${identifier}`)
  return raw(identifier)
}

/** A local day `YYYY-MM-DD` as DATE. */
export function day(value: string): Sql {
  return sql`CAST(${value} AS DATE)`
}

/** An instant (ISO 8601 with offset, or milliseconds since 1970) as TIMESTAMP in UTC. */
export function instant(value: string | number): Sql {
  return sql`CAST(${new Date(value).toISOString().slice(0, 23)} AS TIMESTAMP)`
}

/** `a AND b AND ...`; TRUE where there is nothing to hold. */
export function all(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? sql`TRUE` : join(conditions, ' AND ')
}

/** `column IN (...)`; FALSE for an empty list. */
export function oneOf(column: Sql, values: readonly (string | number)[]): Sql {
  return values.length === 0 ? sql`FALSE` : sql`${column} IN (${join(values)})`
}

/** An aggregate: of how many rows a condition is true. It costs half of a count with a filter. */
export function countIf(condition: Sql): Sql {
  return sql`coalesce(count_if(${condition}), 0)`
}
