import { AreaGeometry } from '@grid/data/contract'
import { union } from 'polyclip-ts'
import { flatten } from '../locate/index.ts'
import type { AreaProblem, DraftArea } from './draft.ts'
import type { Leveled, NamedLevel } from './levels.ts'
import { labelOf, partsOf } from './outline.ts'

/** The level made above a centre's only one. */
export const madeLevel: NamedLevel = { id: 'centre', name: { en: 'Whole centre', zh: '全域' } }

/** Corners beyond which the outline of the whole is left out: joining more takes minutes. */
const mostCorners = 400_000

/** The centre as an area needs it. */
export interface CentreName {
  id: string
  name: { en: string; zh: string }
}

/**
 * A centre has at least two levels. Where the areas on top have nothing above them although there is more than one
 * level, or there is one level alone, an area is made of the whole centre; it becomes the parent of those on top.
 * Basic areas further down without a parent are refused. Answers the made area, if any, and its level.
 */
export function makeRoot(
  areas: readonly DraftArea[],
  leveled: Leveled,
  centre: CentreName,
): { root: DraftArea | undefined; aboveAll: boolean; problems: AreaProblem[] } {
  const basic = areas.filter((area) => area.kind === 'basic')
  const depthOf = (area: DraftArea) => leveled.depths.get(area.code) ?? 0
  const top = basic.reduce((least, area) => Math.min(least, depthOf(area)), Number.POSITIVE_INFINITY)
  const orphans = basic.filter((area) => area.parent === undefined)
  const problems = orphans
    .filter((area) => area.row !== undefined && depthOf(area) > top)
    .map((area) => withoutParent(area, leveled, basic))
  const onTop = orphans.filter((area) => depthOf(area) === top)
  const aboveAll = leveled.levels.length === 1 && onTop.length > 1
  if (onTop.length === 0 || (top === 0 && !aboveAll)) return { root: undefined, aboveAll: false, problems }
  return { root: wholeOf(onTop, centre, new Set(areas.map(({ code }) => code))), aboveAll, problems }
}

function withoutParent(
  area: DraftArea,
  { levels, depths }: Leveled,
  basic: readonly DraftArea[],
): AreaProblem {
  const depth = depths.get(area.code) ?? 0
  const nested = basic
    .filter(({ code }) => code !== area.code && area.code.startsWith(code.replace(/0+$/, '')))
    .sort((a, b) => b.code.length - a.code.length)[0]
  return {
    area,
    column: 'parent',
    value: '',
    reason: `has no parent, and its level ${levels[depth]?.id} is not the first`,
    remedy: nested
      ? `map "parent" to the column with the code of the area above; by the code it looks like ${nested.code}`
      : `map "parent" to the column with the code of the area above (level ${levels[depth - 1]?.id})`,
  }
}

function wholeOf(parts: readonly DraftArea[], centre: CentreName, taken: ReadonlySet<string>): DraftArea {
  const geometry = joined(parts)
  const box = geometry && flatten(geometry)
  return {
    row: undefined,
    key: undefined,
    code: taken.has(centre.id) ? `${centre.id} (whole)` : centre.id,
    name: centre.name.zh,
    nameEn: centre.name.en,
    level: undefined,
    parent: undefined,
    kind: 'basic',
    lead: null,
    households: null,
    population: null,
    validFrom: null,
    validTo: null,
    geometry,
    bbox: box && [box.west, box.south, box.east, box.north],
    label: geometry && labelOf(partsOf(geometry)),
    raw: '',
  }
}

/** The outlines as one; null where there are none, or too many corners, or the library gives up on them. */
function joined(parts: readonly DraftArea[]): AreaGeometry | null {
  const outlines = parts.flatMap(({ geometry }) => (geometry ? [geometry] : []))
  const corners = outlines.reduce((sum, outline) => sum + flatten(outline).coordinates.length / 2, 0)
  if (outlines.length === 0 || corners > mostCorners) return null
  try {
    const [first, ...others] = outlines.map(partsOf)
    if (first === undefined) return null
    const coordinates = union(first, ...others)
    const parsed = AreaGeometry.safeParse(
      coordinates.length === 1
        ? { type: 'Polygon', coordinates: coordinates[0] }
        : { type: 'MultiPolygon', coordinates },
    )
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
