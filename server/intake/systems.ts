import { IntakeError } from './errors.ts'
import type { ToWgs84 } from './locate/index.ts'
import { projectorFrom, UnknownCrsError } from './project.ts'

/** The system that points are kept in. */
export const wgs84 = 'EPSG:4326'

/** The way from a named system to WGS-84; throws IntakeError, naming `place`, for a system that is not known. */
export function toWgs84From(crs: string, place: string): ToWgs84 {
  try {
    const project = projectorFrom(crs)
    return (x, y, out) => {
      const [lon, lat] = project(x, y)
      out[0] = lon
      out[1] = lat
    }
  } catch (cause) {
    if (cause instanceof UnknownCrsError)
      throw new IntakeError([`${place}: crs: ${cause.message}; ${cause.remedy}`], { cause })
    throw cause
  }
}

/** Whether a system counts degrees rather than metres: then it hardly moves a point given in degrees. */
export function countsDegrees(crs: string): boolean {
  const [lon, lat] = projectorFrom(crs)(110, 35)
  return Math.abs(lon - 110) < 1 && Math.abs(lat - 35) < 1
}
