import type { AreaNode } from '../centre/index.ts'
import { name, oneOf, type Sql, sql } from '../store/index.ts'

/** A ticket's key of the area it lies in at a depth: 0 is the widest level. */
export function areaColumn(depth: number): Sql {
  return name(`t.area${depth}`)
}

/** Tickets that lie in any of these areas or below; special grids are found beside the tree. */
export function inAreas(areas: readonly AreaNode[]): Sql {
  const byDepth = new Map<number, number[]>()
  const special: number[] = []
  for (const area of areas) {
    if (area.kind === 'special') special.push(...area.keys)
    else byDepth.set(area.depth, [...(byDepth.get(area.depth) ?? []), ...area.keys])
  }
  const alternatives = [...byDepth].map(([depth, keys]) => oneOf(areaColumn(depth), keys))
  if (special.length > 0)
    alternatives.push(
      sql`t.key IN (SELECT s.ticket FROM ticket_special s WHERE ${oneOf(sql`s.area`, special)})`,
    )
  return anyOf(alternatives)
}

/** `(a OR b OR ...)`; FALSE where there is no alternative. */
export function anyOf(alternatives: readonly Sql[]): Sql {
  if (alternatives.length === 0) return sql`FALSE`
  return sql`(${alternatives.reduce((left, right) => sql`${left} OR ${right}`)})`
}
