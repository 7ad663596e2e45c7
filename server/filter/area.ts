import type { AreaNode, CentreRecord } from '../centre/index.ts'
import { join, name, oneOf, type Sql, sql } from '../store/index.ts'

/** Which boundaries tickets are told by. */
export type Bounds = Pick<CentreRecord, 'boundaries' | 'elsewhere'>

const today: Bounds = { boundaries: 'today', elsewhere: [] }

/**
 * A ticket's key of the area it lies in at a depth, by the centre's boundaries: 0 is the widest level. By the boundaries of
 * its time it is null too where the area is none of the period's.
 */
export function areaColumn({ boundaries, elsewhere }: Bounds, depth: number): Sql {
  const now = name(`t.area${depth}`)
  if (boundaries === 'today') return now
  const then = sql`CASE WHEN t.then_placed IS NULL THEN ${now} ELSE ${name(`t.then${depth}`)} END`
  return elsewhere.length === 0
    ? sql`(${then})`
    : sql`(CASE WHEN ${oneOf(sql`(${then})`, elsewhere)} THEN NULL ELSE ${then} END)`
}

/** The areas of a ticket at every level, as columns `area0` to `area5`. */
export function areaColumns(bounds: Bounds): Sql {
  const depths = [0, 1, 2, 3, 4, 5]
  return join(depths.map((depth) => sql`${areaColumn(bounds, depth)} AS ${name(`area${depth}`)}`))
}

/** Tickets that lie in any of these areas or below; special grids are found beside the tree. */
export function inAreas(areas: readonly AreaNode[], bounds: Bounds = today): Sql {
  const byDepth = new Map<number, number[]>()
  const special: number[] = []
  for (const area of areas) {
    if (area.kind === 'special') special.push(...area.keys)
    else byDepth.set(area.depth, [...(byDepth.get(area.depth) ?? []), ...area.keys])
  }
  const alternatives = [...byDepth].map(([depth, keys]) => oneOf(areaColumn(bounds, depth), keys))
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
