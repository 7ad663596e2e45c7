import type { AreaFeature } from '@grid/data/contract'

/** A place on paper: points of the drawing's own units, y downwards. */
export type Spot = readonly [number, number]

/** How degrees become places on paper. */
export type Projection = (lon: number, lat: number) => Spot

type Box = readonly [number, number, number, number]

/** The box in degrees of the areas that have an outline; null where none has. */
export function boxOfAreas(areas: readonly AreaFeature[]): Box | null {
  let box: [number, number, number, number] | null = null
  for (const [lon, lat] of areas.flatMap((area) => ringsOf(area).flat())) {
    if (!box) box = [lon, lat, lon, lat]
    else box = [Math.min(box[0], lon), Math.min(box[1], lat), Math.max(box[2], lon), Math.max(box[3], lat)]
  }
  return box
}

/**
 * Fits a box into a drawing, true to shape at its middle latitude (equirectangular): a district is small enough for the
 * error to be under a line's width.
 */
export function fitted(box: Box, width: number, height: number, margin: number): Projection {
  const [west, south, east, north] = box
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const wide = Math.max((east - west) * shrink, 1e-9)
  const high = Math.max(north - south, 1e-9)
  const scale = Math.min((width - 2 * margin) / wide, (height - 2 * margin) / high)
  const left = (width - wide * scale) / 2
  const top = (height - high * scale) / 2
  return (lon, lat) => [left + (lon - west) * shrink * scale, top + (north - lat) * scale]
}

/** The outline of an area as an SVG path, holes included; empty where it has none. */
export function pathOf(area: AreaFeature, project: Projection): string {
  return ringsOf(area)
    .map((ring) => `M${ring.map(([lon, lat]) => project(lon, lat).map(tenth).join(' ')).join('L')}Z`)
    .join('')
}

/** Where an area's label stands: its own point, else the middle of its box; null where it has no outline. */
export function labelOf(area: AreaFeature, project: Projection): Spot | null {
  if (area.properties.label) return project(...area.properties.label)
  const box = boxOfAreas([area])
  return box && project((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
}

function ringsOf({ geometry }: AreaFeature): [number, number][][] {
  if (!geometry) return []
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  return polygons.flat().map((ring) => ring.map(([lon, lat]) => [lon, lat]))
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10
}
