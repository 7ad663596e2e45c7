import type { ChecklistAreas, Figure, Filter, MeasureByArea } from '@grid/data/contract'
import type { Asking } from '../filter/index.ts'
import {
  checklistFit,
  escalatedThoughOnCommunityList,
  type MeasureDefinition,
  measureByArea,
  pushedDown,
  solvedBelowListTier,
} from '../measures/index.ts'

/** Checklist fit and what parts from the lists, for every area of a level: the measures of these names. */
export async function checklistsByArea(
  asking: Asking,
  level: string,
  filter: Filter,
): Promise<ChecklistAreas> {
  const at = (measure: MeasureDefinition) => measureByArea(asking, measure, level, filter)
  const [fit, escalated, below, pushed] = await Promise.all([
    at(checklistFit),
    at(escalatedThoughOnCommunityList),
    at(solvedBelowListTier),
    at(pushedDown),
  ])
  const { measure: _, smoothing: __, areas, ...answer } = fit
  return {
    ...answer,
    areas: areas.map(({ code, smoothed: _, ...figure }, index) => ({
      code,
      fit: figure,
      escalatedThoughOnCommunityList: presentAt(escalated, index),
      solvedBelow: presentAt(below, index),
      pushedDown: presentAt(pushed, index),
    })),
  }
}

/** The figure of an area without its past. Every answer names the same areas in the same order. */
function presentAt({ areas, unlocated }: MeasureByArea, index: number): Figure {
  const { value, numerator, denominator, n, smallNumber } = areas[index] ?? unlocated
  return { value, numerator, denominator, n, smallNumber }
}
