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
  private parallel = 0
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
    this.parallel = metresPerDegree * Math.cos(lat * radians)
  }

  to(lon: number, lat: number): boolean {
    const north = (lat - this.lat) * metresPerDegree
    const east = (lon - this.lon) * this.parallel
    const squared = north * north + east * east
    if (squared > this.hardly) return false
    return squared < this.surely || metresBetween(this.lon, this.lat, lon, lat) <= this.metres
  }
}

/** Points in squares, to be asked for those near each. They lie in the order of their squares: those of a row's three are read on end. */
export class PointGrid {
  private readonly squares: NumberedSquares
  private readonly nearness: Nearness
  /** the numbers of the points in this order, their squares and where they are; and of each point its place in it */
  private readonly points: Uint32Array
  private readonly places: Uint32Array
  private readonly square: Float64Array
  private readonly east: Float64Array
  private readonly north: Float64Array
  /** of a place itself, or one after it where its point was removed */
  private readonly next: Uint32Array
  /** of each place, where the three squares around it begin in the row before, its own and the one after */
  private readonly begins: Uint32Array

  /** @param metres the distance that will be asked for */
  constructor(lon: ArrayLike<number>, lat: ArrayLike<number>, metres: number) {
    this.squares = new NumberedSquares(lon, lat, metres)
    this.nearness = new Nearness(metres, this.squares.steepest)
    const squareOf = Float64Array.from(lon, (east, point) => this.squares.of(east, lat[point]!))
    this.points = Uint32Array.from(squareOf, (_, point) => point).sort((a, b) => squareOf[a]! - squareOf[b]!)
    this.places = new Uint32Array(this.points.length)
    for (const [place, point] of this.points.entries()) this.places[point] = place
    this.next = Uint32Array.from({ length: this.points.length + 1 }, (_, place) => place)
    const inOrder = (values: ArrayLike<number>) => Float64Array.from(this.points, (point) => values[point]!)
    this.square = inOrder(squareOf)
    this.east = inOrder(lon)
    this.north = inOrder(lat)
    this.begins = beginsOf(this.square, this.squares.columns)
  }

  /** Shows the points within the distance of a point, itself among them, in no order; none that was removed. */
  eachNear(point: number, see: (other: number) => void): void {
    const { points, square, east, north, nearness, begins } = this
    const own = this.places[point]!
    nearness.from(east[own]!, north[own]!)
    for (let row = -1; row <= 1; row++) {
      const last = square[own]! + row * this.squares.columns + 1
      let place = this.left(begins[3 * own + row + 1]!)
      for (; place < square.length && square[place]! <= last; place = this.left(place + 1))
        if (nearness.to(east[place]!, north[place]!)) see(points[place]!)
    }
  }

  /** No longer shows a point. It can still be asked from. */
  remove(point: number): void {
    const place = this.places[point]!
    this.next[place] = place + 1
  }

  /** The first place from this one on whose point was not removed. What was passed over is passed over at once the next time. */
  private left(place: number): number {
    const { next } = this
    while (next[place] !== place) {
      next[place] = next[next[place]!]!
      place = next[place]!
    }
    return place
  }
}

function beginsOf(square: Float64Array, columns: number): Uint32Array {
  const begins = new Uint32Array(3 * square.length)
  for (let row = -1; row <= 1; row++) {
    let begin = 0
    for (let place = 0; place < square.length; place++) {
      while (begin < square.length && square[begin]! < square[place]! + row * columns - 1) begin++
      begins[3 * place + row + 1] = begin
    }
  }
  return begins
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
