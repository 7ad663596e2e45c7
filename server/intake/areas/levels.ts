import { IntakeError } from '../errors.ts'
import { levelCount } from '../locate/index.ts'
import type { AreaProblem, DraftArea } from './draft.ts'

export interface NamedLevel {
  id: string
  name: { en: string; zh: string }
}

/** Areas with their levels: `depth` of each by code. */
export interface Leveled {
  /** widest first */
  levels: NamedLevel[]
  depths: Map<string, number>
  problems: AreaProblem[]
}

/**
 * Orders the levels the areas name among the known ones, and gives areas that name none the level of their depth.
 * A parent must be of a level above its child's.
 */
export function levelAreas(areas: readonly DraftArea[], known: readonly NamedLevel[]): Leveled {
  refuseGuess(areas, known)
  const byCode = new Map(areas.map((area) => [area.code, area]))
  const order = orderLevels(areas, byCode, known)
  const depths = new Map<string, number>()
  const problems: AreaProblem[] = []
  for (const area of fromTop(areas, byCode)) {
    const above = area.parent === undefined ? undefined : depths.get(area.parent)
    const last = Math.max(order.length - 1, 0)
    const next = above === undefined ? (area.kind === 'special' ? last : 0) : above + 1
    const depth = area.level === undefined ? next : order.indexOf(area.level)
    if (depth === order.length) order.push(`level-${depth + 1}`)
    depths.set(area.code, depth)
    if (above !== undefined && depth <= above)
      problems.push(notBelow(area, order[above] ?? '', order[depth] ?? ''))
  }
  if (order.length > levelCount)
    throw new IntakeError([
      `there would be ${order.length} levels (${order.join(' > ')}): at most ${levelCount} can be kept`,
    ])
  const names = new Map(known.map((level) => [level.id, level]))
  return {
    levels: order.map((id) => names.get(id) ?? { id, name: { en: id, zh: id } }),
    depths,
    problems,
  }
}

/** A list of areas without levels or parents could be of any level: only the sender knows. */
function refuseGuess(areas: readonly DraftArea[], known: readonly NamedLevel[]): void {
  const read = areas.filter((area) => area.row !== undefined && area.kind === 'basic')
  if (known.length < 2 || read.length < 2) return
  if (read.some((area) => area.level !== undefined || area.parent !== undefined)) return
  throw new IntakeError([
    `the areas of the file name neither level nor parent, and the centre has several levels (${known.map(({ id }) => id).join(' > ')}): map "level" to a column, or write "level": {"default": "${known.at(-1)?.id}"} in the mapping's fields`,
  ])
}

function notBelow(area: DraftArea, above: string, own: string): AreaProblem {
  return {
    area,
    column: 'level',
    value: own,
    reason: `its parent ${area.parent} is of level ${above}, which is not above ${own}`,
    remedy: 'correct the level or the parent',
  }
}

/** Parents before children, otherwise in the order given. There are no circles by now. */
function fromTop(areas: readonly DraftArea[], byCode: ReadonlyMap<string, DraftArea>): DraftArea[] {
  const done = new Set<string>()
  const sorted: DraftArea[] = []
  for (const area of areas) {
    const path: DraftArea[] = []
    for (let at: DraftArea | undefined = area; at && !done.has(at.code); at = byCode.get(at.parent ?? '')) {
      path.push(at)
      done.add(at.code)
    }
    sorted.push(...path.reverse())
  }
  return sorted
}

/** Known levels in their order, with new ones put where the parents of their areas say. */
function orderLevels(
  areas: readonly DraftArea[],
  byCode: ReadonlyMap<string, DraftArea>,
  known: readonly NamedLevel[],
): string[] {
  const below = new Map<string, Set<string>>(known.map(({ id }) => [id, new Set<string>()]))
  for (const [index, { id }] of known.entries()) {
    const next = known[index + 1]
    if (next) below.get(id)?.add(next.id)
  }
  for (const { level } of areas) if (level !== undefined && !below.has(level)) below.set(level, new Set())
  const isKnown = new Set(known.map(({ id }) => id))
  for (const { level, parent } of areas) {
    const above = parent === undefined ? undefined : byCode.get(parent)?.level
    if (level === undefined || above === undefined || above === level) continue
    // among known levels the pack's order rules; an area against it is refused by itself
    if (!isKnown.has(level) || !isKnown.has(above)) below.get(above)?.add(level)
  }
  const order: string[] = []
  const left = new Set(below.keys())
  while (left.size > 0) {
    const next = [...left].find((id) =>
      [...left].every((other) => other === id || !below.get(other)?.has(id)),
    )
    if (next === undefined) {
      throw new IntakeError([
        `the levels ${[...left].join(', ')} are each above the other in different areas: correct the levels or the parents`,
      ])
    }
    order.push(next)
    left.delete(next)
  }
  return order
}
