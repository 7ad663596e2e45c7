import type { BoundaryFault } from '@grid/data/contract'
import { madeLevel, type Settled, type StoredAreas } from '../areas/index.ts'
import { IntakeError } from '../errors.ts'

/** What is wrong with the tree that the areas would make. */
export function treeFaults(settled: Settled, stored: StoredAreas): BoundaryFault[] {
  return [...settled.problems.map(faultOf), ...levelFaults(settled, stored)]
}

function faultOf({ area, column, value, reason, remedy }: Settled['problems'][number]): BoundaryFault {
  return {
    kind: 'row',
    areas: [area.code],
    place: area.label ? [...area.label] : null,
    reason: `row ${area.row ?? 0}, ${area.code} ${area.name}: ${reason}${value && column !== 'geometry' ? ` (${column} ${value})` : ''}`,
    remedy,
  }
}

/** A code stays of its level, and levels keep their order: tickets of before are told by them. */
function levelFaults({ areas, levels }: Settled, stored: StoredAreas): BoundaryFault[] {
  const known = new Map(stored.areas.map((area) => [area.code, area.level]))
  for (const [index, { id }] of stored.levels.entries())
    if (levels.filter((level) => level.id !== madeLevel.id)[index]?.id !== id)
      throw new IntakeError([
        `the file would put a level among ${stored.levels.map((level) => level.id).join(' > ')}: new boundaries can add levels below these only`,
      ])
  return areas.flatMap(({ code, name, level }): BoundaryFault[] => {
    const before = known.get(code)
    if (before === undefined || before === level) return []
    return [
      {
        kind: 'code',
        areas: [code],
        place: null,
        reason: `${code} ${name} was of level ${before} and would be of level ${level}`,
        remedy: 'give it a code of its own: figures of its past would be those of another kind of area',
      },
    ]
  })
}
