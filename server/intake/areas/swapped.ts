import type { AreaProblem, DraftArea } from './draft.ts'

/** Degrees: areas of one centre lie closer together than this, a swapped one almost never does. */
const together = 5

/**
 * Areas of the file that would lie among the others if latitude and longitude changed places. Where all are swapped
 * nothing stands out; then the tickets will.
 */
export function refuseSwapped(read: readonly DraftArea[], stored: readonly DraftArea[]): AreaProblem[] {
  const known = [...(stored.some(({ bbox }) => bbox) ? stored : read)].flatMap(({ bbox }) =>
    bbox ? [bbox] : [],
  )
  if (known.length === 0) return []
  const lon = median(known.map(([west, , east]) => (west + east) / 2))
  const lat = median(known.map(([, south, , north]) => (south + north) / 2))
  const near = (x: number, y: number) => Math.abs(x - lon) < together && Math.abs(y - lat) < together
  return read.flatMap((area): AreaProblem[] => {
    if (!area.bbox) return []
    const [west, south, east, north] = area.bbox
    const [x, y] = [(west + east) / 2, (south + north) / 2]
    if (near(x, y) || !near(y, x)) return []
    return [
      {
        area,
        column: 'geometry',
        value: `${area.code} ${area.name}`,
        reason: `has latitude and longitude swapped: it lies at ${x.toFixed(3)}, ${y.toFixed(3)}, the other areas around ${lon.toFixed(3)}, ${lat.toFixed(3)}`,
        remedy: 'write longitude first, as GeoJSON does',
      },
    ]
  })
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? 0
}
