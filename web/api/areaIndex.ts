import type { AreaCollection, AreaFeature } from '@grid/data/contract'

/** Areas found by code and by parent. */
export interface AreaIndex {
  get: (code: string) => AreaFeature | undefined
  /** areas directly below one, in the order of their codes, special grids last; those at the top for null */
  childrenOf: (code: string | null) => readonly AreaFeature[]
  /** every basic area, parents before children */
  all: readonly AreaFeature[]
  /** areas that overlap the tree and are reported beside it */
  special: readonly AreaFeature[]
}

/** Makes the index of the areas of all levels. An area whose parent is not among them stands at the top. */
export function indexAreas(collections: readonly AreaCollection[]): AreaIndex {
  const byCode = new Map<string, AreaFeature>()
  const all: AreaFeature[] = []
  const special: AreaFeature[] = []
  for (const feature of collections.flatMap(({ features }) =>
    features.toSorted((a, b) => compareCodes(a.id, b.id)),
  )) {
    byCode.set(feature.id, feature)
    if (feature.properties.kind === 'special') special.push(feature)
    else all.push(feature)
  }
  const byParent = new Map<string | null, AreaFeature[]>()
  for (const feature of [...all, ...special]) {
    const { parent } = feature.properties
    const key = parent !== null && byCode.has(parent) ? parent : null
    const siblings = byParent.get(key)
    if (siblings) siblings.push(feature)
    else byParent.set(key, [feature])
  }
  return { get: (code) => byCode.get(code), childrenOf: (code) => byParent.get(code) ?? [], all, special }
}

/** Orders codes of any length, with runs of digits by their number. */
export function compareCodes(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true })
}

/** Whether an area lies at or below another. */
export function isWithin(feature: AreaFeature, code: string): boolean {
  return feature.properties.path.includes(code)
}
