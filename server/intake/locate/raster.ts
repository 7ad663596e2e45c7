import { contains, type Rings } from './rings.ts'

/** Cells a side: of a district's grids most points lie in a cell that no border crosses. */
const side = 1024
const unsure = -1
/** Of a cell: more than rounding moves a place, and far less than a cell. */
const little = 1e-6

/**
 * A raster over outlines that tells for most points at once which one holds them: a cell that no outline crosses lies in
 * one of them as a whole, or in none. Where outlines overlap or a border is near it does not say.
 */
export class Raster {
  private readonly west: number
  private readonly south: number
  private readonly perDegreeX: number
  private readonly perDegreeY: number
  /** the outline that holds the cell; -1 where none does for sure */
  private readonly cells: Int16Array | Int32Array

  constructor(outlines: readonly Rings[]) {
    this.west = outlines.reduce((least, { west }) => Math.min(least, west), 180)
    this.south = outlines.reduce((least, { south }) => Math.min(least, south), 90)
    const east = outlines.reduce((most, { east }) => Math.max(most, east), -180)
    const north = outlines.reduce((most, { north }) => Math.max(most, north), -90)
    // looked up at random: what is half as large is found in the processor's caches more often
    const Cells = outlines.length < 2 ** 15 ? Int16Array : Int32Array
    this.cells = new Cells(side * side).fill(unsure)
    this.perDegreeX = side / Math.max(east - this.west, Number.MIN_VALUE)
    this.perDegreeY = side / Math.max(north - this.south, Number.MIN_VALUE)
    const crossed = new Uint8Array(side * side)
    for (const rings of outlines) this.cross(rings, crossed)
    const taken = new Uint8Array(side * side)
    for (const [index, rings] of outlines.entries()) this.fill(index, rings, crossed, taken)
  }

  /** The outline that holds a point; -1 where that must be looked at closely. */
  at(lon: number, lat: number): number {
    const column = Math.floor((lon - this.west) * this.perDegreeX)
    const row = Math.floor((lat - this.south) * this.perDegreeY)
    if (!(column >= 0 && row >= 0 && column < side && row < side)) return unsure
    return this.cells[row * side + column]!
  }

  /** Marks the cells that edges run through or by which they pass, row by row. */
  private cross({ coordinates: at, starts }: Rings, crossed: Uint8Array): void {
    for (let ring = 1; ring < starts.length; ring++)
      for (let i = 2 * starts[ring - 1]!; i < 2 * starts[ring]! - 2; i += 2)
        this.crossEdge(at[i]!, at[i + 1]!, at[i + 2]!, at[i + 3]!, crossed)
  }

  private crossEdge(x1: number, y1: number, x2: number, y2: number, crossed: Uint8Array): void {
    const [fromX, toX] = [(x1 - this.west) * this.perDegreeX, (x2 - this.west) * this.perDegreeX]
    const [fromY, toY] = [(y1 - this.south) * this.perDegreeY, (y2 - this.south) * this.perDegreeY]
    const first = Math.floor(Math.min(fromY, toY) - little)
    const last = Math.floor(Math.max(fromY, toY) + little)
    for (let row = Math.max(0, first); row <= Math.min(side - 1, last); row++) {
      // the part of the edge from the row's lower border to its upper one
      const [a, b] = [row, row + 1].map((y) =>
        fromY === toY ? undefined : fromX + (toX - fromX) * clamp((y - fromY) / (toY - fromY)),
      )
      const [low, high] =
        a === undefined || b === undefined
          ? [Math.min(fromX, toX), Math.max(fromX, toX)]
          : [Math.min(a, b), Math.max(a, b)]
      const [begin, end] = [
        Math.max(0, Math.floor(low - little)),
        Math.min(side - 1, Math.floor(high + little)),
      ]
      if (begin <= end) crossed.fill(1, row * side + begin, row * side + end + 1)
    }
  }

  private fill(index: number, rings: Rings, crossed: Uint8Array, taken: Uint8Array): void {
    const column = (lon: number) => Math.floor((lon - this.west) * this.perDegreeX)
    const row = (lat: number) => Math.floor((lat - this.south) * this.perDegreeY)
    for (let y = Math.max(0, row(rings.south)); y <= Math.min(side - 1, row(rings.north)); y++) {
      const lat = this.south + (y + 0.5) / this.perDegreeY
      let inside: boolean | undefined
      for (let x = Math.max(0, column(rings.west)); x <= Math.min(side - 1, column(rings.east)); x++) {
        const cell = y * side + x
        if (crossed[cell]) {
          inside = undefined
          continue
        }
        // all cells up to the next edge lie on the same side of it
        inside ??= contains(rings, this.west + (x + 0.5) / this.perDegreeX, lat)
        if (!inside) continue
        this.cells[cell] = taken[cell] ? unsure : index
        taken[cell] = 1
      }
    }
  }
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share))
}
