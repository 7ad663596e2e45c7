import type { AreaCollection } from '@grid/data/contract'
import type { Feature, Position } from 'geojson'
import type { Map as MapLibreMap } from 'maplibre-gl'
import type { MapTicket } from '../layers/index.ts'
import type { Box } from './spec.ts'
import { prefersStill } from './support.ts'

/** Under a third of a second: long enough to see where one goes, too short to wait for. */
const flightMs = 280

/** The box of the areas that have an outline, null where none has. */
export function boxOf(areas: AreaCollection | undefined): Box | null {
  let box: Box | null = null
  for (const { bbox, geometry } of areas?.features ?? []) {
    if (bbox) box = around(box, bbox[0], bbox[1], bbox[2], bbox[3])
    else if (geometry) {
      const rings = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()
      for (const [x, y] of rings.flat<Position[][]>()) box = around(box, x, y, x, y)
    }
  }
  return box
}

/** The box of the tickets that have a place: what there is to show where a centre has no areas. */
export function boxOfTickets(tickets: readonly MapTicket[] | undefined): Box | null {
  let box: Box | null = null
  for (const { lon, lat } of tickets ?? [])
    if (lon !== null && lat !== null) box = around(box, lon, lat, lon, lat)
  return box
}

function around(
  box: Box | null,
  west: number | undefined,
  south: number | undefined,
  east: number | undefined,
  north: number | undefined,
): Box | null {
  if (west === undefined || south === undefined || east === undefined || north === undefined) return box
  if (!box) return [west, south, east, north]
  return [Math.min(box[0], west), Math.min(box[1], south), Math.max(box[2], east), Math.max(box[3], north)]
}

/** Width of the buttons at the right of a map, in CSS pixels: what must be read there keeps clear of them. */
export const toolsWidth = 60

/** Room around what is fitted, in CSS pixels, less on a small map; `left` and `right` more where something stands. */
function roomOf(map: MapLibreMap, left: number, right: number) {
  const { clientWidth, clientHeight } = map.getContainer()
  const rim = Math.max(8, Math.min(28, Math.min(clientWidth, clientHeight) * 0.06))
  return {
    top: rim,
    right: Math.max(rim, right),
    bottom: rim,
    left: Math.max(rim, Math.min(left, clientWidth * 0.4)),
  }
}

/** A box to show, and the width at the left and the right that something covers; the left is asked when it matters. */
export interface Framing {
  box: Box
  left?: () => number
  right?: number
}

/** Brings the whole box into view: a short flight, or a jump for who asked for stillness or sees the map first. */
export function fitBox(map: MapLibreMap, { box, left, right = 0 }: Framing, jump: boolean): void {
  const [west, south, east, north] = box
  const { clientWidth, clientHeight } = map.getContainer()
  if (clientWidth < 40 || clientHeight < 40) return
  map.fitBounds([west, south, east, north], {
    padding: roomOf(map, left?.() ?? 0, right),
    maxZoom: 16.5,
    duration: jump || prefersStill() ? 0 : flightMs,
  })
}

/** Steps the zoom by one. */
export function zoomBy(map: MapLibreMap, step: 1 | -1): void {
  map.zoomTo(map.getZoom() + step, { duration: prefersStill() ? 0 : 200 })
}

/** Pans at once where a place is not well inside the view. */
export function reveal(map: MapLibreMap, at: [number, number]): void {
  const { x, y } = map.project(at)
  const { clientWidth, clientHeight } = map.getContainer()
  const margin = 48
  if (x > margin && x < clientWidth - margin && y > margin && y < clientHeight - margin) return
  map.jumpTo({ center: at })
}

/** The box of a feature; null where it has no place. */
export function boxOfFeature({ geometry }: Feature): Box | null {
  let box: Box | null = null
  const take = (positions: unknown): void => {
    if (!Array.isArray(positions)) return
    const [x, y]: unknown[] = positions
    if (typeof x === 'number' && typeof y === 'number') box = around(box, x, y, x, y)
    else for (const inner of positions) take(inner)
  }
  if (geometry && geometry.type !== 'GeometryCollection') take(geometry.coordinates)
  return box
}

/** The middle of a feature's box; null where it has no place. */
export function middleOf(feature: Feature): [number, number] | null {
  const box = boxOfFeature(feature)
  return box && [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
}
