import { latLngToCell } from 'h3-js'

/** Resolution of the cells stored with tickets: hexagons some 28 m a side, finer than any size that is asked for. */
export const storedResolution = 11

/** The H3 cell of a WGS-84 point at the stored resolution, as the ticket's `cell`. */
export function cellAt(lon: number, lat: number): bigint {
  return BigInt(`0x${latLngToCell(lat, lon, storedResolution)}`)
}
