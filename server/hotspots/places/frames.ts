import { type CellSize, type CellSizeName, cellSizes } from '@grid/data/contract'
import type { CentreRecord, Level } from '../../centre/index.ts'
import type { Asking } from '../../filter/index.ts'
import { badParameters, oneOfValues } from '../../problems.ts'
import type { Store } from '../../store/index.ts'
import { cellsAbout, coverOf } from './cover.ts'
import { Lattice } from './lattice.ts'
import { LevelFrame } from './level.ts'
import { fingerprintOf, type OutlinedArea, outlinedAreas } from './outlines.ts'

/** Everything about a centre's places that stays while no area changes. */
interface Held {
  fingerprint: string
  areas: Promise<OutlinedArea[]>
  lattices: Map<number, Promise<Lattice>>
  levels: Map<number, Promise<LevelFrame>>
}

const held = new WeakMap<Store, Held>()

/** The lattice of cells of a size over the centre, made once while no area changes. */
export async function latticeOf(asking: Asking, size: CellSize | undefined): Promise<Lattice> {
  const known = await heldOf(asking)
  const areas = await known.areas
  const resolution = size === undefined ? usual(areas) : resolutionOf(size)
  return await once(known.lattices, resolution, async () =>
    Lattice.of(resolution, await coverOf(areas, resolution)),
  )
}

/** The areas of a level, with who touches whom; a 400 problem for a level the centre does not have. */
export async function levelOfCentre(asking: Asking, id: string): Promise<LevelFrame> {
  const known = await heldOf(asking)
  const level = levelWith(asking.centre, id)
  const { areas } = asking.centre
  return await once(
    known.levels,
    level.depth,
    async () => new LevelFrame(level, await known.areas, (a, b) => areas.related(a, b)),
  )
}

async function heldOf(asking: Asking): Promise<Held> {
  const { store } = asking
  const fingerprint = await fingerprintOf(store)
  let known = held.get(store)
  if (known?.fingerprint !== fingerprint) {
    // others may wait for these outlines too: one asker's leaving does not stop them
    const areas = outlinedAreas({ ...asking, signal: undefined })
    known = { fingerprint, areas, lattices: new Map(), levels: new Map() }
    held.set(store, known)
    areas.catch(() => held.delete(store))
  }
  return known
}

async function once<T>(known: Map<number, Promise<T>>, key: number, make: () => Promise<T>): Promise<T> {
  let made = known.get(key)
  if (!made) {
    made = make()
    known.set(key, made)
    made.catch(() => known.delete(key))
  }
  return await made
}

function resolutionOf(size: CellSize): number {
  return isName(size) ? cellSizes[size] : Number(size)
}

function isName(size: CellSize): size is CellSizeName {
  return size in cellSizes
}

/** Cells that a map shows well at once. */
const usualMost = 5000

/** The smallest size that makes at most {@link usualMost} cells of the centre; the widest where none does. */
function usual(areas: readonly OutlinedArea[]): number {
  const sizes = Object.values(cellSizes).sort((a, b) => b - a)
  return sizes.find((size) => cellsAbout(areas, size) <= usualMost) ?? cellSizes.district
}

function levelWith(centre: CentreRecord, id: string): Level {
  const level = centre.levels.find((known) => known.id === id)
  if (level) return level
  const ids = centre.levels.map((known) => known.id)
  throw badParameters([{ parameter: 'level', detail: oneOfValues(id, ids) }])
}
