import { type CellSize, type CellSizeName, cellSizes } from '@grid/data/contract'
import { type AreaTree, type CentreRecord, changedIn, type Level } from '../../centre/index.ts'
import type { Asking } from '../../filter/index.ts'
import { badParameters, oneOfValues } from '../../problems.ts'
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

const held = new WeakMap<AreaTree, Held>()

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
  const level = levelWith(asking.centre, id)
  refuseTwoTimes(asking.centre)
  const known = await heldOf(asking)
  const { areas } = asking.centre
  return await once(
    known.levels,
    level.depth,
    async () => new LevelFrame(level, await known.areas, (a, b) => areas.related(a, b)),
  )
}

/** Neighbours need one map: areas of two times lie over each other. */
function refuseTwoTimes({ versions, span, boundaries }: CentreRecord): void {
  if (boundaries === 'today' || changedIn(versions, span).size === 0) return
  throw badParameters([
    {
      parameter: 'boundaries',
      detail:
        'areas changed within the period: write a period between two changes, boundaries=today, or cells in place of a level',
    },
  ])
}

async function heldOf(asking: Asking): Promise<Held> {
  const { store, centre } = asking
  const fingerprint = await fingerprintOf(store)
  let known = held.get(centre.areas)
  if (known?.fingerprint !== fingerprint) {
    // others may wait for these outlines too: one asker's leaving does not stop them
    const areas = outlinedAreas({ ...asking, signal: undefined })
    known = { fingerprint, areas, lattices: new Map(), levels: new Map() }
    held.set(centre.areas, known)
    areas.catch(() => held.delete(centre.areas))
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
