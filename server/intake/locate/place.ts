import type { Placed } from '@grid/data/contract'
import { AreaIndex, type Outline } from './area-index.ts'
import type { Box, JudgedPoint } from './point.ts'

/** An area as the placing of tickets needs it. `depth` 0 is the widest level. */
export interface PlacedArea {
  key: number
  code: string
  depth: number
  /** key of the area above; null at the top */
  parent: number | null
  special: boolean
  geometry: Outline['geometry'] | null
  bbox: Box | null
}

/** Levels a centre may have; a ticket keeps one area of each. */
export const levelCount = 6

const noKeys: readonly number[] = []
const none = new Int32Array(levelCount)

/** How a ticket was placed. One object, used again for every ticket. */
export interface Placing {
  placed: Placed
  /** keys from the widest level to the smallest, 0 where it lies in none */
  chain: Int32Array
  /** keys of special grids */
  special: readonly number[]
  /** it has a fit point, but no area holds it */
  outside: boolean
  /** it carries a code that no area has */
  unknownCode: boolean
}

/** Where a point lies: an area of the tree, special grids beside it, or the code it carries. */
export class AreaPlacer {
  /** west, south, east, north of all basic areas; undefined where none has an outline */
  readonly bbox: Box | undefined
  /** levels from the widest to the smallest that has an area */
  readonly levelsUsed: number
  private readonly hasSpecial: boolean
  private readonly special: AreaIndex
  /** one index a level, smallest level first */
  private readonly levels: AreaIndex[] = []
  private readonly chains = new Map<number, Int32Array>()
  private readonly byCode = new Map<string, number>()
  private readonly specialByCode = new Map<string, number>()
  private readonly placing: Placing = {
    placed: 'none',
    chain: none,
    special: noKeys,
    outside: false,
    unknownCode: false,
  }

  /** @param heirs codes that no area has, with the code of the area they stand for */
  constructor(
    readonly areas: readonly PlacedArea[],
    readonly heirs: ReadonlyMap<string, string> = new Map(),
  ) {
    const basic = areas.filter((area) => !area.special)
    this.levelsUsed = basic.reduce((most, { depth }) => Math.max(most, depth + 1), 0)
    const byKey = new Map(basic.map((area) => [area.key, area]))
    for (const area of basic) {
      this.chains.set(area.key, chain(area, byKey))
      this.byCode.set(area.code, area.key)
    }
    for (const area of areas.filter((area) => area.special)) {
      this.specialByCode.set(area.code, area.key)
      this.chains.set(area.key, area.parent === null ? none : this.chain(area.parent))
    }
    for (let depth = levelCount - 1; depth >= 0; depth--) {
      const outlines = outlined(basic.filter((area) => area.depth === depth))
      if (outlines.length > 0) this.levels.push(new AreaIndex(outlines))
    }
    const special = outlined(areas.filter((area) => area.special))
    this.special = new AreaIndex(special)
    this.hasSpecial = special.length > 0
    this.bbox = union(basic.flatMap((area) => (area.bbox ? [area.bbox] : [])))
  }

  /** Places a ticket by its point, else by the code it carries. */
  place(point: JudgedPoint, code: unknown): Placing {
    const { placing } = this
    placing.placed = 'none'
    placing.chain = none
    placing.special = noKeys
    placing.outside = false
    placing.unknownCode = false
    if (point.lon !== null && point.lat !== null) {
      const key = this.at(point.lon, point.lat)
      if (this.hasSpecial) placing.special = this.special.allAt(point.lon, point.lat)
      if (key !== undefined) {
        placing.placed = 'point'
        placing.chain = this.chain(key)
        return placing
      }
      placing.outside = this.levels.length > 0
    }
    if (typeof code !== 'string') return placing
    const special = this.specialByCode.get(code)
    if (special !== undefined && placing.special.length === 0) placing.special = [special]
    const key = this.byCode.get(code) ?? special ?? this.byCode.get(this.heirs.get(code) ?? '')
    placing.unknownCode = key === undefined
    if (key !== undefined) {
      placing.chain = this.chain(key)
      placing.placed = placing.chain === none ? 'none' : 'code'
    }
    return placing
  }

  /** Key of the smallest basic area that holds the point; upper levels are asked where no smaller one does. */
  at(lon: number, lat: number): number | undefined {
    for (const level of this.levels) {
      const key = level.at(lon, lat)
      if (key !== undefined) return key
    }
    return undefined
  }

  /** Keys from the widest level to the area itself, of a special grid to its parent; 0 where a level has none. */
  chain(key: number): Int32Array {
    return this.chains.get(key) ?? none
  }
}

function chain(area: PlacedArea, byKey: ReadonlyMap<number, PlacedArea>): Int32Array {
  const keys = new Int32Array(levelCount)
  for (
    let at: PlacedArea | undefined = area;
    at;
    at = at.parent === null ? undefined : byKey.get(at.parent)
  ) {
    keys[at.depth] = at.key
  }
  return keys
}

function outlined(areas: readonly PlacedArea[]): Outline[] {
  return areas.flatMap(({ key, code, geometry }) => (geometry ? [{ key, code, geometry }] : []))
}

function union(boxes: readonly Box[]): Box | undefined {
  if (boxes.length === 0) return undefined
  return boxes.reduce(
    (a, b): Box => [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])],
  )
}
