import type { BoundaryFault } from '@grid/data/contract'
import type { DraftArea } from '../areas/index.ts'
import { sameGround } from './meant.ts'

/** Metres of a degree of latitude. */
const degree = 111_195
/** Fewer areas than this tell nothing, and less than this is a hand's. */
const fewest = 3
const leastMetres = 50
/** How much the shifts of single areas may differ from the usual one, as a part of it. */
const alike = 0.2

/**
 * Areas that keep their codes and all move by the same way have not been redrawn: their coordinates are of another system
 * than the mapping says, which for GCJ-02 is some 500 m. A fault where that is so, and where nothing of the file lies where
 * the centre does.
 */
export function displaced(named: readonly DraftArea[], stored: readonly DraftArea[]): BoundaryFault[] {
  const known = new Map(stored.map((area) => [area.code, area]))
  if (elsewhere(named, stored))
    return [
      fault(
        named,
        'nothing of the file lies where the centre does',
        'name the coordinate system of the file in the mapping’s "crs"',
      ),
    ]
  const pairs = named.flatMap((area) => {
    const was = known.get(area.code)
    return was?.bbox && area.bbox ? [{ area, was }] : []
  })
  if (pairs.length < fewest || pairs.some(({ area, was }) => sameGround(area, was))) return []
  const shifts = pairs.map(({ area, was }) => shift(was.bbox, area.bbox))
  const [east, north] = [median(shifts.map(([x]) => x)), median(shifts.map(([, y]) => y))]
  const length = Math.hypot(east, north)
  if (length < leastMetres) return []
  if (shifts.some(([x, y]) => Math.hypot(x - east, y - north) > alike * length)) return []
  return [
    fault(
      named,
      `all ${pairs.length} areas that keep their codes lie ${Math.round(length)} m ${direction(east, north)} of where they are`,
      'name the coordinate system of the file in the mapping’s "crs", perhaps GCJ-02 or BD-09',
    ),
  ]
}

function fault(named: readonly DraftArea[], reason: string, remedy: string): BoundaryFault {
  const [first] = named
  return {
    kind: 'displaced',
    areas: named.slice(0, 5).map(({ code }) => code),
    place: first?.label ? [...first.label] : null,
    reason,
    remedy,
  }
}

function elsewhere(named: readonly DraftArea[], stored: readonly DraftArea[]): boolean {
  const own = named.filter(({ bbox }) => bbox)
  const boxes = stored.flatMap(({ bbox }) => (bbox ? [bbox] : []))
  if (own.length === 0 || boxes.length === 0) return false
  const [west, south, east, north] = [
    Math.min(...boxes.map((box) => box[0])),
    Math.min(...boxes.map((box) => box[1])),
    Math.max(...boxes.map((box) => box[2])),
    Math.max(...boxes.map((box) => box[3])),
  ]
  return own.every(
    ({ bbox }) => bbox && (bbox[0] > east || bbox[2] < west || bbox[1] > north || bbox[3] < south),
  )
}

/** East and north in metres, from the middle of one box to that of another. */
function shift(from: DraftArea['bbox'], to: DraftArea['bbox']): [number, number] {
  if (!from || !to) return [0, 0]
  const lat = (from[1] + from[3]) / 2
  return [
    ((to[0] + to[2] - from[0] - from[2]) / 2) * degree * Math.cos((lat * Math.PI) / 180),
    ((to[1] + to[3] - from[1] - from[3]) / 2) * degree,
  ]
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? 0
}

const directions = ['east', 'north-east', 'north', 'north-west', 'west', 'south-west', 'south', 'south-east']

function direction(east: number, north: number): string {
  return directions[Math.round((Math.atan2(north, east) / (2 * Math.PI)) * 8 + 8) % 8] ?? ''
}
