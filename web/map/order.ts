import type { AreaCollection, AreaFeature } from '@grid/data/contract'

/**
 * Areas as one reads a page: in rows from north to south, each from west to east; those without a label point last,
 * by code. Rows are bands of equal height, as many as make them about as long as they are many.
 */
export function readingOrder(areas: AreaCollection | undefined): AreaFeature[] {
  const features = areas?.features ?? []
  const ys = features.flatMap(({ properties }) => (properties.label ? [properties.label[1]] : []))
  const north = Math.max(...ys)
  const height = (north - Math.min(...ys)) / Math.max(1, Math.round(Math.sqrt(ys.length)))
  const rowOf = (y: number) => (height > 0 ? Math.min(Math.floor((north - y) / height), ys.length) : 0)
  return [...features].sort((a, b) => {
    const p = a.properties.label
    const q = b.properties.label
    if (!p || !q) return p ? -1 : q ? 1 : compareText(a.properties.code, b.properties.code)
    return rowOf(p[1]) - rowOf(q[1]) || p[0] - q[0] || compareText(a.properties.code, b.properties.code)
  })
}

/** The area above the one the map stands on: above `selected` where it is drawn, else above the drawn areas' parent. */
export function upFrom(areas: AreaCollection | undefined, selected: string | undefined): string | undefined {
  const features = areas?.features ?? []
  const here = features.find(({ properties }) => properties.code === selected)
  if (here) return here.properties.parent ?? undefined
  return features.find(({ properties }) => properties.kind === 'basic')?.properties.path.at(-3)
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
