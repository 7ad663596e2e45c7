import type { AreaGeometry } from '@grid/data/contract'
import Flatbush from 'flatbush'
import { Raster } from './raster.ts'
import { contains, flatten, type Rings, touches } from './rings.ts'

/** An area as the index needs it. */
export interface Outline {
  key: number
  code: string
  geometry: AreaGeometry
}

/** Points after which a raster pays, which takes as long to make as some thousands of them to find. */
const many = 10_000

/**
 * Finds the areas that hold a point, for areas of one level or for special grids. A point on a border that two areas
 * share lies in exactly one of them; one on the outer border of all lies in the area it touches. Where outlines
 * overlap the area with the lowest code is taken, whatever the order of the file.
 */
export class AreaIndex {
  private readonly keys: Int32Array
  private readonly rings: Rings[]
  private readonly tree: Flatbush | undefined
  private raster: Raster | undefined
  private asked = 0

  constructor(outlines: readonly Outline[]) {
    const sorted = [...outlines].sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0))
    this.keys = Int32Array.from(sorted, (outline) => outline.key)
    this.rings = sorted.map((outline) => flatten(outline.geometry))
    // the tree refuses to be built of nothing
    if (sorted.length === 0) return
    this.tree = new Flatbush(sorted.length)
    for (const { west, south, east, north } of this.rings) this.tree.add(west, south, east, north)
    this.tree.finish()
  }

  /** Key of the area that holds the point; undefined where none does. */
  at(lon: number, lat: number): number | undefined {
    if (++this.asked === many && this.tree) this.raster = new Raster(this.rings)
    const sure = this.raster ? this.raster.at(lon, lat) : -1
    if (sure >= 0) return this.keys[sure]
    const candidates = this.tree?.search(lon, lat, lon, lat)
    if (!candidates || candidates.length === 0) return undefined
    let found = this.lowest(candidates, contains, lon, lat)
    if (found === -1) found = this.lowest(candidates, touches, lon, lat)
    return found === -1 ? undefined : this.keys[found]
  }

  /** Keys of every area that holds the point or is touched by it, by code. */
  allAt(lon: number, lat: number): number[] {
    const candidates = this.tree?.search(lon, lat, lon, lat) ?? []
    return candidates
      .filter((index) => contains(this.rings[index]!, lon, lat) || touches(this.rings[index]!, lon, lat))
      .sort((a, b) => a - b)
      .map((index) => this.keys[index]!)
  }

  /** Place of the first outline, by code, that passes the test; -1 for none. */
  private lowest(candidates: readonly number[], test: typeof contains, lon: number, lat: number): number {
    let lowest = -1
    for (let i = 0; i < candidates.length; i++) {
      const index = candidates[i]!
      if ((lowest === -1 || index < lowest) && test(this.rings[index]!, lon, lat)) lowest = index
    }
    return lowest
  }
}
