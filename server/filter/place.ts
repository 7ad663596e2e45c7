import type { Filter } from '@grid/data/contract'
import { type Sql, sql } from '../store/index.ts'

type Bbox = NonNullable<Filter['bbox']>
type Polygon = NonNullable<Filter['within']>

/** Tickets with a point in the box, its edges included. */
export function inBox([west, south, east, north]: Bbox): Sql {
  return sql`(t.lon BETWEEN ${west} AND ${east} AND t.lat BETWEEN ${south} AND ${north})`
}

/**
 * Tickets with a point inside the polygon by the even-odd rule, holes left out: an odd number of edges lies to the
 * east of the point. The edges travel as four bound lists; the box in front keeps far tickets out of the count.
 */
export function inPolygon(polygon: Polygon): Sql {
  const edges = edgesOf(polygon)
  const box = inBox(boxOf(polygon))
  return sql`(${box} AND t.key IN (
    SELECT t.key
    FROM ticket t, (
      SELECT unnest(CAST(${edges.x1} AS DOUBLE[])) AS x1, unnest(CAST(${edges.y1} AS DOUBLE[])) AS y1,
        unnest(CAST(${edges.x2} AS DOUBLE[])) AS x2, unnest(CAST(${edges.y2} AS DOUBLE[])) AS y2
    ) e
    WHERE ${box} AND (e.y1 > t.lat) <> (e.y2 > t.lat)
      AND t.lon < (e.x2 - e.x1) * (t.lat - e.y1) / (e.y2 - e.y1) + e.x1
    GROUP BY t.key
    HAVING count(*) % 2 = 1))`
}

function edgesOf(polygon: Polygon) {
  const edges: Record<'x1' | 'y1' | 'x2' | 'y2', number[]> = { x1: [], y1: [], x2: [], y2: [] }
  for (const ring of polygon.coordinates)
    for (const [index, [x, y]] of ring.entries()) {
      // a ring that is not closed ends where it began
      const [nextX, nextY] = ring[(index + 1) % ring.length] ?? [x, y]
      edges.x1.push(x)
      edges.y1.push(y)
      edges.x2.push(nextX)
      edges.y2.push(nextY)
    }
  return edges
}

function boxOf(polygon: Polygon): Bbox {
  const box: Bbox = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [lon, lat] of polygon.coordinates.flat()) {
    box[0] = Math.min(box[0], lon)
    box[1] = Math.min(box[1], lat)
    box[2] = Math.max(box[2], lon)
    box[3] = Math.max(box[3], lat)
  }
  return box
}
