/** Metres of a degree of latitude on the sphere of the same surface as the earth. */
export const metresPerDegree = 111_194.93
const radians = Math.PI / 180

/** Metres between two points given in degrees, by a plane at their middle latitude: exact to a thousandth within 10 km. */
export function metresBetween(lonA: number, latA: number, lonB: number, latB: number): number {
  const north = (latB - latA) * metresPerDegree
  const east = (lonB - lonA) * metresPerDegree * Math.cos(((latA + latB) / 2) * radians)
  return Math.sqrt(north * north + east * east)
}

/** NumberedSquares a little wider than a distance, numbered, so that all within it of a point lie in nine of them. */
export class NumberedSquares {
  /** squares of a row */
  readonly columns: number
  /** degrees of latitude farthest from the equator, where the parallels are shortest */
  readonly steepest: number
  private readonly south: number
  private readonly west: number
  private readonly high: number
  private readonly wide: number

  /** NumberedSquares for points with these coordinates and the metres that will be asked for. */
  constructor(lon: ArrayLike<number>, lat: ArrayLike<number>, metres: number) {
    this.west = least(lon)
    this.south = least(lat)
    // squares are narrowest in degrees there
    this.steepest = Math.min(89, Math.max(Math.abs(this.south), Math.abs(most(lat))))
    this.high = (metres / metresPerDegree) * 1.001
    this.wide = (metres / (metresPerDegree * Math.cos(this.steepest * radians))) * 1.001
    this.columns = Math.ceil((most(lon) - this.west) / this.wide) + 3
  }

  /** The number of the square that holds a point; its neighbours differ by 1 and by `columns`. */
  of(lon: number, lat: number): number {
    const row = Math.floor((lat - this.south) / this.high)
    const column = Math.floor((lon - this.west) / this.wide) + 1
    return row * this.columns + column
  }
}

/** Whether points lie within a distance of one: asked of many, it seldom needs more than the squares of two ways. */
export class Nearness {
  private lon = 0
  private lat = 0
  /** metres of a degree of longitude there; not worked out yet where it is not a number */
  private parallel = Number.NaN
  /** squared metres by the cosine at one end alone: surely within, and surely not */
  private readonly surely: number
  private readonly hardly: number

  /** @param steepest the latitude farthest from the equator that points have, degrees */
  constructor(
    private readonly metres: number,
    steepest: number,
  ) {
    // the cosine at one end is off by the sine at most times half the way north
    const doubt = Math.max(1e-9, (2 * metres * Math.tan(steepest * radians)) / (metresPerDegree / radians))
    this.surely = metres * metres * (1 - doubt)
    this.hardly = metres * metres * (1 + doubt)
  }

  /** The point that is asked from until the next one. */
  from(lon: number, lat: number): void {
    this.lon = lon
    this.lat = lat
    this.parallel = Number.NaN
  }

  to(lon: number, lat: number): boolean {
    if (Number.isNaN(this.parallel)) this.parallel = metresPerDegree * Math.cos(this.lat * radians)
    const north = (lat - this.lat) * metresPerDegree
    const east = (lon - this.lon) * this.parallel
    const squared = north * north + east * east
    if (squared > this.hardly) return false
    return squared < this.surely || metresBetween(this.lon, this.lat, lon, lat) <= this.metres
  }
}

function least(values: ArrayLike<number>): number {
  let found = Infinity
  for (let index = 0; index < values.length; index++) found = Math.min(found, values[index]!)
  return found
}

function most(values: ArrayLike<number>): number {
  let found = -Infinity
  for (let index = 0; index < values.length; index++) found = Math.max(found, values[index]!)
  return found
}
