import type { AreaGeometry } from '@grid/data/contract'
import { listAreas } from '../../areas/index.ts'
import type { Asking } from '../../filter/index.ts'
import { type Store, sql } from '../../store/index.ts'

/** An area as the frames of an analysis need it. */
export interface OutlinedArea {
  code: string
  depth: number
  kind: 'basic' | 'special'
  parent: string | null
  households: number | null
  geometry: AreaGeometry | null
  /** a point well inside */
  label: [number, number] | null
}

/** The areas of the centre in their present boundaries, widest level first; special grids among them. */
export async function outlinedAreas(asking: Asking): Promise<OutlinedArea[]> {
  const kinds = await Promise.all([
    listAreas(asking, { kind: 'basic' }),
    listAreas(asking, { kind: 'special' }),
  ])
  return kinds.flatMap(({ features }) =>
    features.map(({ geometry, properties }) => ({
      code: properties.code,
      depth: asking.centre.areas.withCode(properties.code)?.depth ?? 0,
      kind: properties.kind,
      parent: properties.parent,
      households: properties.households,
      geometry,
      label: properties.label,
    })),
  )
}

const fingerprints = new WeakMap<Store, { version: number; fingerprint: Promise<string> }>()

/** A mark of everything about areas that a frame stands on: the same as long as no area changes, whatever tickets do. */
export async function fingerprintOf(store: Store): Promise<string> {
  let held = fingerprints.get(store)
  if (held?.version !== store.version) {
    held = { version: store.version, fingerprint: readFingerprint(store) }
    fingerprints.set(store, held)
    held.fingerprint.catch(() => fingerprints.delete(store))
  }
  return await held.fingerprint
}

async function readFingerprint(store: Store): Promise<string> {
  const [row] =
    await store.read(sql`SELECT count(*) AS n, CAST(bit_xor(hash(a.key, a.code, a.depth, a.kind, a.parent,
    a.households, a.geometry, a.label_lon, a.label_lat, a.valid_from)) AS VARCHAR) AS mark FROM area a`)
  return `${row?.n} ${row?.mark}`
}
