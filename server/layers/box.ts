import { numberOrNull } from '../centre/index.ts'
import type { Row } from '../store/index.ts'

/** The box that a row's west, south, east and north make; null where there is none. */
export function boxOf(row: Row | undefined): [number, number, number, number] | null {
  const [west, south, east, north] = [row?.west, row?.south, row?.east, row?.north].map(numberOrNull)
  return west == null || south == null || east == null || north == null ? null : [west, south, east, north]
}
