import { EmergingClass, type EmergingHotspots, type Filter } from '@grid/data/contract'
import { type Asking, basisOf } from '../filter/index.ts'
import { placeSaid } from './answer-place.ts'
import type { HotspotQuestion } from './question.ts'
import { regionSaid } from './region-said.ts'
import { studyOf } from './study.ts'

export type StepName = 'day' | 'week' | 'month' | `${number}`

export interface EmergingQuestion extends HotspotQuestion {
  /** a length of the centre's choice where absent */
  step?: StepName | undefined
  stepsBack: number
  confidence: 90 | 95 | 99
  /** whether cells carry their ring */
  boundaries: boolean
}

/** How hot and cold places came about over time. */
export async function emerging(
  asking: Asking,
  question: EmergingQuestion,
  filter: Filter,
): Promise<EmergingHotspots> {
  const study = await studyOf(asking, question, filter)
  return {
    ...basisOf(asking, filter),
    places: study.frame.kind,
    neighbours: question.neighbours,
    region: regionSaid(asking, filter, study),
    tickets: study.tickets,
    unplaced: study.unplaced,
    verdict: {
      enough: false,
      code: 'few_steps',
      text: { en: 'Too few to say.', zh: '无从判断。' },
    },
    warnings: [],
    step: { by: 'days', days: 7 },
    bins: [],
    end: null,
    stepsBack: question.stepsBack,
    confidence: question.confidence,
    classes: Object.fromEntries(
      EmergingClass.options.map((one) => [one, one === 'none' ? study.places.length : 0]),
    ) as EmergingHotspots['classes'],
    cells: study.places.map((place, index) => ({
      ...placeSaid(place, study.edge[index]!, question.boundaries),
      class: 'none',
      count: study.counts[index]!,
      trend: { direction: 'none', s: 0, z: 0, p: 1 },
      steps: [],
      running: 0,
    })),
  }
}
