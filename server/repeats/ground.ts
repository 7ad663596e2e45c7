import { metresBetween, Nearness, NumberedSquares } from './point-grid.ts'

/** Tickets of one category, column by column; days are whole numbers, 0 for 1970-01-01. */
export interface Located {
  lon: ArrayLike<number>
  lat: ArrayLike<number>
  day: ArrayLike<number>
}

/**
 * Tickets in the order of the ground: what lies near each other is near in memory as well, which is most of what asking for
 * neighbours a million times costs. A *site* is an exact coordinate; its tickets follow each other.
 */
export class Ground {
  /** of each ticket in this order, its place in the columns, where it lies, and its day */
  readonly row: Uint32Array
  readonly lon: Float64Array
  readonly lat: Float64Array
  readonly day: Int32Array
  /** the first ticket of each site, and behind the last one how many tickets there are */
  readonly begins: Uint32Array
  readonly sites: number
  /** most tickets that can lie near one site */
  readonly most: number
  /** of each site its square, by its place among those that hold any */
  private readonly square: Uint32Array
  /** of each such square, where the tickets of three squares begin and end: in the row before it, in its own, in the one after */
  private readonly runs: Uint32Array
  /** tickets that are shown no more */
  private readonly gone: Uint8Array
  private readonly nearness: Nearness

  /** @param metres the distance that will be asked for */
  constructor({ lon, lat, day }: Located, metres: number) {
    const squares = new NumberedSquares(lon, lat, metres)
    this.nearness = new Nearness(metres, squares.steepest)
    const tickets = day.length
    const numbers = Float64Array.from(lon, (east, row) => squares.of(east, lat[row]!))
    const held = numbers
      .slice()
      .sort()
      .filter((number, index, all) => number !== all[index - 1])
    const placeOf = new Map(Array.from(held, (number, place) => [number, place]))
    const squareOf = Uint32Array.from(numbers, (number) => placeOf.get(number)!)
    const ends = new Uint32Array(held.length + 1)
    for (const square of squareOf) ends[square + 1]!++
    for (let square = 0; square < held.length; square++) ends[square + 1]! += ends[square]!
    const fill = ends.slice()
    this.row = new Uint32Array(tickets)
    for (let row = 0; row < tickets; row++) this.row[fill[squareOf[row]!]!++] = row
    for (let square = 0; square < held.length; square++)
      this.row
        .subarray(ends[square], ends[square + 1])
        .sort((a, b) => lon[a]! - lon[b]! || lat[a]! - lat[b]! || day[a]! - day[b]! || a - b)
    this.lon = Float64Array.from(this.row, (row) => lon[row]!)
    this.lat = Float64Array.from(this.row, (row) => lat[row]!)
    this.day = Int32Array.from(this.row, (row) => day[row]!)
    this.gone = new Uint8Array(tickets)
    const begins: number[] = []
    for (let ticket = 0; ticket < tickets; ticket++)
      if (
        ticket === 0 ||
        this.lon[ticket] !== this.lon[ticket - 1] ||
        this.lat[ticket] !== this.lat[ticket - 1]
      )
        begins.push(ticket)
    this.sites = begins.length
    this.begins = Uint32Array.from([...begins, tickets])
    this.square = Uint32Array.from(begins, (ticket) => squareOf[this.row[ticket]!]!)
    this.runs = runsOf(held, ends, squares.columns)
    this.most = 0
    for (let run = 0; run < this.runs.length; run += 6) {
      let around = 0
      for (let end = 1; end < 6; end += 2) around += this.runs[run + end]! - this.runs[run + end - 1]!
      this.most = Math.max(this.most, around)
    }
  }

  lonOf(site: number): number {
    return this.lon[this.begins[site]!]!
  }

  latOf(site: number): number {
    return this.lat[this.begins[site]!]!
  }

  /** Writes the tickets within the distance of a site, those that are gone left out, and tells how many they are. */
  near(site: number, into: Uint32Array): number {
    const { lon, lat, gone, nearness, runs } = this
    nearness.from(this.lonOf(site), this.latOf(site))
    const first = this.square[site]! * 6
    let count = 0
    for (let run = first; run < first + 6; run += 2) {
      const end = runs[run + 1]!
      for (let ticket = runs[run]!; ticket < end; ticket++)
        if (gone[ticket] === 0 && nearness.to(lon[ticket]!, lat[ticket]!)) into[count++] = ticket
    }
    return count
  }

  /** No longer shows a ticket. Its site can still be asked from. */
  remove(ticket: number): void {
    this.gone[ticket] = 1
  }

  metresTo(site: number, ticket: number): number {
    return metresBetween(this.lonOf(site), this.latOf(site), this.lon[ticket]!, this.lat[ticket]!)
  }
}

/** Of each square that holds any, first and last tickets of three squares in each of three rows. */
function runsOf(held: Float64Array, ends: Uint32Array, columns: number): Uint32Array {
  const runs = new Uint32Array(6 * held.length)
  for (let row = -1; row <= 1; row++) {
    let [from, to] = [0, 0]
    for (let square = 0; square < held.length; square++) {
      const middle = held[square]! + row * columns
      while (from < held.length && held[from]! < middle - 1) from++
      while (to < held.length && held[to]! <= middle + 1) to++
      runs[6 * square + 2 * (row + 1)] = ends[from]!
      runs[6 * square + 2 * (row + 1) + 1] = ends[to]!
    }
  }
  return runs
}
