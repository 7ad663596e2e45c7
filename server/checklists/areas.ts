import type { ChecklistAreas, ComparedFigure, Figure, Filter } from '@grid/data/contract'
import type { Asking } from '../filter/index.ts'
import {
  checklistFit,
  escalatedThoughOnCommunityList,
  measureByArea,
  measuresByArea,
  pushedDown,
  solvedBelowListTier,
} from '../measures/index.ts'

/** What is told of the period alone, without its past. */
const ofPresent = [escalatedThoughOnCommunityList, solvedBelowListTier, pushedDown]

/** Checklist fit and what parts from the lists, for every area of a level: the measures of these names. */
export async function checklistsByArea(
  asking: Asking,
  level: string,
  filter: Filter,
): Promise<ChecklistAreas> {
  const [fit, present] = await Promise.all([
    measureByArea(asking, checklistFit, level, filter),
    measuresByArea(asking, ofPresent, level, filter, []),
  ])
  const { measure: _, smoothing: __, areas, ...answer } = fit
  return {
    ...answer,
    areas: areas.map(({ code, smoothed: _, ...figure }, index) => {
      // both answers name the same areas in the same order
      const [escalated, below, pushed] = present.areas[index]!.figures.map(withoutPast)
      return {
        code,
        fit: figure,
        escalatedThoughOnCommunityList: escalated!,
        solvedBelow: below!,
        pushedDown: pushed!,
      }
    }),
  }
}

function withoutPast({ previous: _, lastYear: __, ...figure }: ComparedFigure): Figure {
  return figure
}
