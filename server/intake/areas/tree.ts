import { nearest } from '../nearest.ts'
import type { AreaProblem, DraftArea } from './draft.ts'

/** Missing parents for which the nearest code is looked up: a hint is for a slip, not for a wrong file. */
const hinted = 20

/**
 * Drops from `areas` those of the file whose place in the tree does not hold: a parent that is nowhere, a parent that
 * is a special grid, a circle of parents. What hangs below a dropped area is dropped too.
 */
export function soundTree(areas: readonly DraftArea[]): { sound: DraftArea[]; problems: AreaProblem[] } {
  const byCode = new Map(areas.map((area) => [area.code, area]))
  const codes = [...byCode.keys()].slice(0, 5000)
  const problems = new Map<string, AreaProblem>()
  const refuse = (area: DraftArea, reason: string, remedy: string) =>
    problems.set(area.code, { area, column: 'parent', value: area.parent ?? '', reason, remedy })

  for (const area of areas) {
    if (area.parent === undefined) continue
    const parent = byCode.get(area.parent)
    if (!parent) {
      const like = problems.size < hinted ? nearest(area.parent, codes) : undefined
      refuse(
        area,
        `its parent ${area.parent} is neither in the file nor in the centre`,
        `add the parent, import its file first, or correct the code${like ? ` (the nearest code is ${like})` : ''}`,
      )
    } else if (parent.kind === 'special') {
      refuse(area, `its parent ${area.parent} is a special grid`, 'special grids have no areas below them')
    } else {
      const circle = circleFrom(area, byCode)
      if (circle) {
        refuse(
          area,
          `its parents go round in a circle: ${circle.join(' > ')}`,
          'correct the parent of one of them',
        )
      }
    }
  }
  return withoutRefused(areas, [...problems.values()])
}

/** Takes the refused areas out, with all that hangs below them; areas the centre has stay as they are. */
export function withoutRefused(
  areas: readonly DraftArea[],
  refused: readonly AreaProblem[],
): { sound: DraftArea[]; problems: AreaProblem[] } {
  const problems = new Map(refused.map((problem) => [problem.area.code, problem]))
  let before: number
  do {
    before = problems.size
    for (const area of areas) {
      if (area.parent === undefined || problems.has(area.code) || !problems.has(area.parent)) continue
      problems.set(area.code, {
        area,
        column: 'parent',
        value: area.parent,
        reason: `its parent ${area.parent} was not taken`,
        remedy: 'correct the parent, then import this row again',
      })
    }
  } while (problems.size > before)
  const own = [...problems.values()].filter(({ area }) => area.row !== undefined)
  const gone = new Set(own.map(({ area }) => area))
  return { sound: areas.filter((area) => !gone.has(area)), problems: own }
}

/** The codes of the circle an area is part of. */
function circleFrom(area: DraftArea, byCode: ReadonlyMap<string, DraftArea>): string[] | undefined {
  const path = [area.code]
  const seen = new Set(path)
  for (let at = area.parent; at !== undefined; at = byCode.get(at)?.parent) {
    path.push(at)
    if (at === area.code) return path
    if (seen.has(at)) return undefined
    seen.add(at)
  }
  return undefined
}
