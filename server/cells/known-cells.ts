import { type CoordPair, cellToBoundary, cellToLatLng } from 'h3-js'
import { cellAt } from './cell.ts'

/** Squares a degree: of a side like that of a cell, so that few cells reach into one. */
const perDegree = 3000
/** Cells known of a square, and squares: those whose numbers collide take turns. */
const ways = 4
const squares = 2 ** 16
/** Cells that are kept; beyond them none is learnt. */
const most = 2 ** 18
/** Of the largest circle in a cell, so that no rounding tells a point near its border otherwise than H3 does. */
const sure = 0.98
/** Near a pole degrees of longitude shrink within a cell. */
const farNorth = 80

/**
 * Finds the cells of many points of one place. A cell that was found once is kept with the largest circle in it: a point
 * in the circle lies in the cell, which costs a tenth of asking H3. Points near borders are asked about as ever.
 */
export class KnownCells {
  /** places of cells, `ways` for each square; -1 where there is none */
  private readonly bySquare = new Int32Array(ways * squares).fill(-1)
  private readonly cells: bigint[] = []
  private readonly places = new Map<bigint, number>()
  /** of each cell: longitude and latitude of its middle, how long a degree east is, the square of its radius, in degrees */
  private circles = new Float64Array(4 * 1024)

  /** The same as {@link cellAt}. */
  at(lon: number, lat: number): bigint {
    const { bySquare, circles } = this
    const square = squareOf(lon, lat)
    for (let way = square; way < square + ways; way++) {
      const place = bySquare[way]!
      if (place < 0) break
      const at = 4 * place
      const east = (lon - circles[at]!) * circles[at + 2]!
      const north = lat - circles[at + 1]!
      if (east * east + north * north < circles[at + 3]!) return this.cells[place]!
    }
    const cell = cellAt(lon, lat)
    if (Math.abs(lat) < farNorth) this.learn(cell, square)
    return cell
  }

  private learn(cell: bigint, square: number): void {
    const { bySquare, cells } = this
    let free = square
    for (; free < square + ways && bySquare[free]! >= 0; free++) if (cells[bySquare[free]!] === cell) return
    const place = this.places.get(cell) ?? this.add(cell)
    if (place === undefined) return
    // a square that is full gives up the one it has known longest
    if (free === square + ways) bySquare.copyWithin(square, square + 1, free--)
    bySquare[free] = place
  }

  private add(cell: bigint): number | undefined {
    const place = this.cells.length
    if (place === most) return undefined
    const index = cell.toString(16)
    const [lat, lon] = cellToLatLng(index)
    const perDegreeEast = Math.cos((lat * Math.PI) / 180)
    const corners = cellToBoundary(index).map(([y, x]): CoordPair => [(x - lon) * perDegreeEast, y - lat])
    const radius =
      sure * corners.reduce((least, corner, n) => Math.min(least, distance(corners.at(n - 1)!, corner)), 1)
    if (4 * place === this.circles.length) {
      const larger = new Float64Array(2 * this.circles.length)
      larger.set(this.circles)
      this.circles = larger
    }
    this.circles.set([lon, lat, perDegreeEast, radius * radius], 4 * place)
    this.cells.push(cell)
    this.places.set(cell, place)
    return place
  }
}

/** How far the line through two points is from (0, 0). */
function distance([x1, y1]: CoordPair, [x2, y2]: CoordPair): number {
  return Math.abs(x1 * y2 - x2 * y1) / Math.hypot(x2 - x1, y2 - y1)
}

/** The first place of a point's square. */
function squareOf(lon: number, lat: number): number {
  const column = Math.floor(lon * perDegree)
  const row = Math.floor(lat * perDegree)
  return (((Math.imul(column, 0x9e3779b1) ^ Math.imul(row, 0x85ebca6b)) >>> 16) & (squares - 1)) * ways
}
