import type { BoundaryFault } from '@grid/data/contract'
import type { DraftArea } from '../areas/index.ts'
import { AreaIndex } from '../locate/index.ts'
import { sameGround } from './meant.ts'

/**
 * Areas that the file does not name, directly below areas that end or change their ground: each goes to the area of the
 * parent's level that holds the point of its label. Where none does, one whose parent ends is a fault.
 */
export function rehomed(
  staying: readonly DraftArea[],
  named: readonly DraftArea[],
  stored: readonly DraftArea[],
): { staying: DraftArea[]; faults: BoundaryFault[] } {
  const before = new Map(stored.map((area) => [area.code, area]))
  const now = new Map([...staying, ...named].map((area) => [area.code, area]))
  const ownRows = new Set(named.map(({ code }) => code))
  const indexes = new Map<string | undefined, AreaIndex>()
  const indexOf = (level: string | undefined) => {
    const known = indexes.get(level) ?? indexAt([...now.values()], level)
    indexes.set(level, known)
    return known
  }
  const codes = [...now.keys()]
  const keys = new Map(codes.map((code, key) => [code, key]))
  function indexAt(areas: readonly DraftArea[], level: string | undefined): AreaIndex {
    return new AreaIndex(
      areas.flatMap(({ code, kind, geometry, level: own }) =>
        kind === 'basic' && own === level && geometry ? [{ key: keys.get(code) ?? -1, code, geometry }] : [],
      ),
    )
  }
  const faults: BoundaryFault[] = []
  const moved = staying.map((area) => {
    if (area.parent === undefined || ownRows.has(area.code)) return area
    const parentBefore = before.get(area.parent)
    const parent = now.get(area.parent)
    if (!parentBefore || (parent && sameGround(parent, parentBefore))) return area
    if (area.kind === 'special') return parent ? area : { ...area, parent: undefined }
    const found = area.label && indexOf(parentBefore.level).at(...area.label)
    const home = found === null || found === undefined ? undefined : codes[found]
    if (home === area.parent || (home === undefined && parent)) return area
    if (home !== undefined) return { ...area, parent: home }
    faults.push({
      kind: 'code',
      areas: [area.code, area.parent],
      place: area.label ? [...area.label] : null,
      reason: `${area.code} ${area.name} lies below ${area.parent}, which ends, and in no area of its level`,
      remedy: 'give it in the file too, with its new parent or with a last day',
    })
    return { ...area, parent: undefined }
  })
  return { staying: moved, faults }
}
