/** Why a given point is not mapped; the database's `point_flag`. */
export const pointFlags = ['zero', 'rounded', 'swapped', 'outside', 'invalid'] as const
export type PointFlag = (typeof pointFlags)[number]

/** West, south, east, north in degrees. */
export type Box = readonly [number, number, number, number]

/** A given pair brought to WGS-84 and judged. Reused from row to row; copy what is to be kept. */
export interface JudgedPoint {
  /** null where the point is flagged or there is none */
  lon: number | null
  lat: number | null
  flag: PointFlag | null
}

/** Writes the WGS-84 longitude and latitude of a pair into `out`. */
export type ToWgs84 = (x: number, y: number, out: [number, number]) => void

/** Half a degree is some 50 km: nothing farther out is an address of the same centre. */
const farthest = 0.5

/**
 * The box beyond which a point is outside "by far": that of the areas grown on each side by its own size, by half a
 * degree at the most. Undefined where there are no areas to be outside of.
 */
export function reach(areas: Box | undefined): Box | undefined {
  if (!areas) return undefined
  const [west, south, east, north] = areas
  const dx = Math.min(east - west, farthest)
  const dy = Math.min(north - south, farthest)
  return [west - dx, south - dy, east + dx, north + dy]
}

/** Judges given pairs, in the order: not a point, (0, 0), whole degrees, latitude and longitude swapped, far outside. */
export class PointJudge {
  private readonly pair: [number, number] = [0, 0]
  private readonly judged: JudgedPoint = { lon: null, lat: null, flag: null }

  /**
   * @param within the centre's reach, see {@link reach}
   * @param degrees whether the file's system counts degrees; whole metres are no sign of rounding
   */
  constructor(
    private readonly toWgs84: ToWgs84,
    private readonly degrees: boolean,
    private readonly within: Box | undefined,
  ) {}

  /** `x` is the longitude or easting as given, `y` the latitude or northing; NaN for what is no number. */
  judge(x: number | null, y: number | null): JudgedPoint {
    const { judged, pair } = this
    judged.lon = null
    judged.lat = null
    judged.flag = null
    if (x === null && y === null) return judged
    judged.flag = this.flag(x, y)
    if (judged.flag === null) {
      judged.lon = pair[0]
      judged.lat = pair[1]
    }
    return judged
  }

  private flag(x: number | null, y: number | null): PointFlag | null {
    if (x === null || y === null || !Number.isFinite(x) || !Number.isFinite(y)) return 'invalid'
    if (x === 0 && y === 0) return 'zero'
    if (this.degrees) {
      if (Math.abs(x) > 180 || Math.abs(y) > 90)
        return Math.abs(y) <= 180 && Math.abs(x) <= 90 ? 'swapped' : 'invalid'
      if (Number.isInteger(x) && Number.isInteger(y)) return 'rounded'
    }
    if (!this.project(x, y)) return 'invalid'
    if (!this.within || this.inReach()) return null
    return this.degrees && this.project(y, x) && this.inReach() ? 'swapped' : 'outside'
  }

  private project(x: number, y: number): boolean {
    const { pair } = this
    this.toWgs84(x, y, pair)
    return Math.abs(pair[0]) <= 180 && Math.abs(pair[1]) <= 90
  }

  private inReach(): boolean {
    const { within, pair } = this
    if (!within) return true
    return pair[0] >= within[0] && pair[0] <= within[2] && pair[1] >= within[1] && pair[1] <= within[3]
  }
}
