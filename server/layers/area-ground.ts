import type { AreaFeature } from '@grid/data/contract'
import { listAreas } from '../areas/index.ts'
import type { Asking } from '../filter/index.ts'
import type { Store } from '../store/index.ts'
import type { Geometry } from './layer.ts'
import { wound } from './winding.ts'

/** An area where it lies, and what is told of it whatever was counted. */
export interface AreaPlace {
  id: string
  geometry: Geometry | null
  properties: AreaFeature['properties']
}

/** Levels and boundaries that are kept at a time. */
const mostKept = 16

const kept = new WeakMap<Store, Map<string, Promise<readonly AreaPlace[]>>>()

/**
 * The areas of a level by the boundaries asked for: read once as long as no area changes, since tickets come oftener than
 * boundaries, and the same object as long as it is the same.
 */
export async function areaGround(asking: Asking, level: string): Promise<readonly AreaPlace[]> {
  const { store, centre } = asking
  const grounds = kept.get(store) ?? new Map<string, Promise<readonly AreaPlace[]>>()
  kept.set(store, grounds)
  const key = JSON.stringify([centre.mark, centre.boundaries, centre.span, level])
  const known = grounds.get(key)
  if (known) return await known
  // not stopped by one asker who leaves, since others may wait for it
  const reading = readGround({ ...asking, signal: undefined }, level)
  grounds.set(key, reading)
  for (const old of [...grounds.keys()].slice(0, -mostKept)) grounds.delete(old)
  reading.catch(() => grounds.delete(key))
  return await reading
}

async function readGround(asking: Asking, level: string): Promise<AreaPlace[]> {
  const { features } = await listAreas(asking, { level, kind: 'basic' })
  return features.map(({ id, geometry, properties }) => ({
    id,
    geometry: geometry && wound(geometry),
    properties,
  }))
}
