import type { BoundaryReport } from '@grid/data/contract'
import { fitted, type Projection, type Spot } from './BriefMapShapes.ts'

export { fitted }

type Outline = BoundaryReport['outlines']['before'][number]

function rings({ geometry }: Outline): number[][][] {
  return geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()
}

/** West, south, east, north of outlines; undefined where there are none. */
export function boxOf(outlines: readonly Outline[]): [number, number, number, number] | undefined {
  const corners = outlines.flatMap((one) => rings(one).flat())
  if (corners.length === 0) return undefined
  const box: [number, number, number, number] = [180, 90, -180, -90]
  for (const [lon = 0, lat = 0] of corners) {
    box[0] = Math.min(box[0], lon)
    box[1] = Math.min(box[1], lat)
    box[2] = Math.max(box[2], lon)
    box[3] = Math.max(box[3], lat)
  }
  return box
}

/** An outline as an SVG path, holes included. */
export function pathOf(outline: Outline, project: Projection): string {
  const spot = ([lon = 0, lat = 0]: readonly number[]) =>
    project(lon, lat)
      .map((value) => Math.round(value * 10) / 10)
      .join(' ')
  return rings(outline)
    .map((ring) => `M${ring.map(spot).join('L')}Z`)
    .join('')
}

/** The middle of an outline's box, where its code stands. */
export function middleOf(outline: Outline, project: Projection): Spot {
  const [west, south, east, north] = boxOf([outline]) ?? [0, 0, 0, 0]
  return project((west + east) / 2, (south + north) / 2)
}
