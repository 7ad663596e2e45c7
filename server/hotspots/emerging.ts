import { EmergingClass, type EmergingHotspots, type EmergingPlace, type Filter } from '@grid/data/contract'
import { type Asking, basisOf } from '../filter/index.ts'
import { fewestAround, placeSaid } from './answer-place.ts'
import { type CubeCounts, cubeOf } from './cube.ts'
import type { HotspotQuestion } from './question.ts'
import { regionSaid } from './region-said.ts'
import { levelOfConfidence } from './statistics/classes.ts'
import { cubeLevels } from './statistics/cube-levels.ts'
import { momentsOf } from './statistics/gi-star.ts'
import { mannKendall } from './statistics/mann-kendall.ts'
import { patternOf, runningOf } from './statistics/patterns.ts'
import { cubeScores } from './statistics/space-time.ts'
import { fewestSteps, type StepName, type Steps, stepsOf } from './steps.ts'
import { frameOf, type Study, studyIn } from './study.ts'
import { emerged, tooLittle, tooLittleSaid } from './verdict.ts'
import { daysWarning, placeWarnings } from './warnings.ts'

export interface EmergingQuestion extends HotspotQuestion {
  /** a length of our choice where absent */
  step?: StepName | undefined
  /** steps before its own that a neighbourhood takes in */
  stepsBack: number
  confidence: 90 | 95 | 99
  /** whether cells carry their ring */
  rings: boolean
}

/**
 * How hot and cold places came about: Gi* of every place at every step, the trend of each place, and which of the
 * seventeen patterns that makes. Throws a 400 problem for a value that does not fit.
 */
export async function emerging(
  asking: Asking,
  question: EmergingQuestion,
  filter: Filter,
): Promise<EmergingHotspots> {
  const steps = stepsOf(asking, filter, question.step) ?? nothing
  const frame = await frameOf(asking, question)
  const cube = await cubeOf(asking, filter, frame, steps)
  const byPlace = new Map([...cube.byPlace].map(([place, counts]) => [place, sum(counts)]))
  const study = await studyIn(asking, question, filter, frame, { byPlace, unplaced: cube.unplaced })
  const values = valuesOf(cube, study, steps.starts.length)
  const why =
    tooLittle(study.counts, momentsOf(values)) ?? (steps.starts.length < fewestSteps ? 'few_steps' : null)
  const cells = placesOf(question, study, values, steps, why === null)
  const classes = Object.fromEntries(
    EmergingClass.options.map((one) => [one, 0]),
  ) as EmergingHotspots['classes']
  for (const cell of cells) classes[cell.class]++
  return {
    ...basisOf(asking, filter),
    places: frame.kind,
    neighbours: question.neighbours,
    region: regionSaid(asking, filter, study),
    tickets: study.tickets,
    unplaced: study.unplaced,
    verdict: why ? tooLittleSaid(why, study.counts) : emerged(classes, cells.length),
    warnings: [...placeWarnings(study), ...daysWarning(steps.leftOut)],
    step: steps.step,
    bins: steps.starts,
    end: steps.starts.length === 0 ? null : steps.end,
    stepsBack: question.stepsBack,
    confidence: question.confidence,
    classes,
    cells,
  }
}

const nothing: Steps = {
  step: { by: 'days', days: 1 },
  starts: [],
  end: '',
  leftOut: { before: 0, after: 0 },
}

/** Every place at every step, zero where nothing was reported. */
function valuesOf({ byPlace }: CubeCounts, { members }: Study, steps: number): Float64Array {
  const values = new Float64Array(members.length * steps)
  for (let place = 0; place < members.length; place++) {
    const counts = byPlace.get(members[place]!)
    if (counts) for (let step = 0; step < steps; step++) values[step * members.length + place] = counts[step]!
  }
  return values
}

function placesOf(
  { stepsBack, confidence, rings }: EmergingQuestion,
  study: Study,
  values: Float64Array,
  { starts }: Steps,
  enough: boolean,
): EmergingPlace[] {
  const [count, steps] = [study.places.length, starts.length]
  const { z, around } = cubeScores(values, steps, study.neighbourhood, stepsBack)
  const levels = enough ? cubeLevels(z, around, fewestAround) : new Int8Array(z.length)
  const least = levelOfConfidence(confidence)
  const series = new Float64Array(enough ? steps : 0)
  return study.places.map((place, index) => {
    const own = new Array<number>(steps)
    for (let step = 0; step < steps; step++) own[step] = levels[step * count + index]!
    for (let step = 0; step < series.length; step++) series[step] = z[step * count + index]!
    const trend = mannKendall(series, (100 - confidence) / 100)
    return {
      ...placeSaid(place, study.edge[index]!, rings),
      class: patternOf(own, least, trend.direction),
      count: study.counts[index]!,
      trend,
      steps: own,
      running: runningOf(own, least),
    }
  })
}

function sum(counts: Int32Array): number {
  return counts.reduce((total, count) => total + count, 0)
}
