import { type CoordPair, cellToBoundary, cellToLatLng } from 'h3-js'
import { cellAt } from './cell.ts'

/** Squares a degree: of a side like that of a cell, so that few cells reach into one. */
const perDegree = 3000
/** Cells known of a square, and squares: those whose numbers collide take turns. */
const ways = 4
const squares = 2 ** 16
/** Cells that are kept; beyond them none is learnt. */
const most = 2 ** 18
/** Of a cell, so that no rounding tells a point near its border otherwise than H3 does. */
const sure = 0.98
/** Near a pole degrees of longitude shrink within a cell. */
const farNorth = 80
/** Numbers kept of a cell. */
const numbers = 8

/**
 * Finds the cells of many points of one place. A cell that was found once is kept with its three pairs of sides: a point
 * well between all of them lies in the cell, which costs a tenth of asking H3. Points near borders are asked about as ever.
 */
export class KnownCells {
  /** places of cells, `ways` for each square; -1 where there is none */
  private readonly bySquare = new Int32Array(ways * squares).fill(-1)
  private readonly cells: bigint[] = []
  private readonly places = new Map<bigint, number>()
  /**
   * of each cell: longitude and latitude of its middle; then of each pair of sides what a degree east and a degree north
   * make of the way from the middle to the side
   */
  private sides = new Float64Array(numbers * 1024)

  /** The same as {@link cellAt}. */
  at(lon: number, lat: number): bigint {
    const { bySquare, sides } = this
    const square = squareOf(lon, lat)
    for (let way = square; way < square + ways; way++) {
      const place = bySquare[way]!
      if (place < 0) break
      const at = numbers * place
      const east = lon - sides[at]!
      const north = lat - sides[at + 1]!
      if (
        Math.abs(east * sides[at + 2]! + north * sides[at + 3]!) < sure &&
        Math.abs(east * sides[at + 4]! + north * sides[at + 5]!) < sure &&
        Math.abs(east * sides[at + 6]! + north * sides[at + 7]!) < sure
      )
        return this.cells[place]!
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
    const corners = cellToBoundary(index).map(([y, x]): CoordPair => [x - lon, y - lat])
    if (!isRegular(corners)) return undefined
    if (numbers * place === this.sides.length) {
      const larger = new Float64Array(2 * this.sides.length)
      larger.set(this.sides)
      this.sides = larger
    }
    const sides = [0, 1, 2].flatMap((n) => sideOf(corners[n]!, corners[n + 1]!))
    this.sides.set([lon, lat, ...sides], numbers * place)
    this.cells.push(cell)
    this.places.set(cell, place)
    return place
  }
}

/** How far a corner may be from the one that its opposite tells, as a share of its way from the middle. */
const askew = 0.001

/** Whether corners are those of a hexagon whose middle is (0, 0): cells at an edge of H3's faces have more, or are bent. */
function isRegular(corners: readonly CoordPair[]): boolean {
  return (
    corners.length === 6 &&
    corners.every(([x, y], n) => {
      const [oppositeX, oppositeY] = corners[(n + 3) % 6]!
      return Math.hypot(x + oppositeX, y + oppositeY) < askew * Math.hypot(x, y)
    })
  )
}

/** Factors of x and y whose sum is 1 on the line through two points, 0 at (0, 0), -1 on the line opposite. */
function sideOf([x1, y1]: CoordPair, [x2, y2]: CoordPair): CoordPair {
  const area = x1 * y2 - x2 * y1
  return [(y2 - y1) / area, (x1 - x2) / area]
}

/** The first place of a point's square. */
function squareOf(lon: number, lat: number): number {
  const column = Math.floor(lon * perDegree)
  const row = Math.floor(lat * perDegree)
  return (((Math.imul(column, 0x9e3779b1) ^ Math.imul(row, 0x85ebca6b)) >>> 16) & (squares - 1)) * ways
}
