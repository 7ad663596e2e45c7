import { EmergingClass, type EmergingHotspots, type EmergingPlace, type Filter } from '@grid/data/contract'
import { type Asking, basisOf } from '../filter/index.ts'
import { fewestAround, figure, placeSaid, rateOf } from './answer-place.ts'
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
import { type Valued, type ValueKind, valuedOf } from './values.ts'
import { emerged, tooLittle, tooLittleSaid } from './verdict.ts'
import { daysWarning, householdsWarning, placeWarnings } from './warnings.ts'

export interface EmergingQuestion extends HotspotQuestion {
  /** a length of our choice where absent */
  step?: StepName | undefined
  /** steps before its own that a neighbourhood takes in */
  stepsBack: number
  confidence: 90 | 95 | 99
  /** what Gi* is taken of at every step */
  value: ValueKind
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
  const counted = await studyIn(asking, question, filter, frame, { byPlace, unplaced: cube.unplaced })
  const valued = valuedOf(counted, question.value)
  const { study } = valued
  const counts = countsByStep(cube, study, steps.starts.length)
  const values = valuesByStep(counts, valued)
  const few = steps.starts.length < fewestSteps ? 'few_steps' : null
  // without a whole step nothing is counted: that is no finding about the tickets
  const why = steps.starts.length === 0 ? few : (tooLittle(study.counts, momentsOf(values)) ?? few)
  const cells = placesOf(question, valued, { counts, values }, steps, why === null)
  const classes = Object.fromEntries(
    EmergingClass.options.map((one) => [one, 0]),
  ) as EmergingHotspots['classes']
  for (const cell of cells) classes[cell.class]++
  return {
    ...basisOf(asking, filter),
    places: frame.kind,
    neighbours: question.neighbours,
    region: regionSaid(asking, filter, study),
    tickets: counted.tickets,
    unplaced: counted.unplaced,
    verdict: why ? tooLittleSaid(why, study.counts) : emerged(classes, study.places.length),
    warnings: [
      ...placeWarnings(study),
      ...householdsWarning(valued.left.map(({ place }) => place)),
      ...daysWarning(steps.leftOut),
    ],
    value: question.value,
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

/** Tickets of every place at every step, zero where nothing was reported. */
function countsByStep({ byPlace }: CubeCounts, { members }: Study, steps: number): Float64Array {
  const counts = new Float64Array(members.length * steps)
  for (let place = 0; place < members.length; place++) {
    const own = byPlace.get(members[place]!)
    if (own) for (let step = 0; step < steps; step++) counts[step * members.length + place] = own[step]!
  }
  return counts
}

function valuesByStep(counts: Float64Array, { study: { places }, value }: Valued): Float64Array {
  if (value === 'count') return counts
  return counts.map((count, at) => (1000 * count) / places[at % places.length]!.households!)
}

function placesOf(
  { stepsBack, confidence, rings }: EmergingQuestion,
  { study, expected, left, value }: Valued,
  { counts, values }: { counts: Float64Array; values: Float64Array },
  { starts }: Steps,
  enough: boolean,
): EmergingPlace[] {
  const [count, steps] = [study.places.length, starts.length]
  const { z, around } = cubeScores(values, steps, study.neighbourhood, stepsBack)
  const tickets =
    value === 'count' ? around : cubeScores(counts, steps, study.neighbourhood, stepsBack).around
  const levels = enough ? cubeLevels(z, tickets, fewestAround) : new Int8Array(z.length)
  const least = levelOfConfidence(confidence)
  const series = new Float64Array(enough ? steps : 0)
  const scored = study.places.map((place, index): EmergingPlace => {
    const own = new Array<number>(steps)
    for (let step = 0; step < steps; step++) own[step] = levels[step * count + index]!
    for (let step = 0; step < series.length; step++) series[step] = z[step * count + index]!
    const trend = mannKendall(series, (100 - confidence) / 100)
    return {
      ...placeSaid(place, study.edge[index]!, rings),
      class: patternOf(own, least, trend.direction),
      count: study.counts[index]!,
      expected: figure(expected[index]!) ?? 0,
      households: place.households,
      rate: rateOf(place, study.counts[index]!),
      trend,
      steps: own,
      running: runningOf(own, least),
    }
  })
  const unscored = left.map(
    ({ place, count: own }): EmergingPlace => ({
      ...placeSaid(place, false, rings),
      class: 'none',
      count: own,
      expected: 0,
      households: place.households,
      rate: null,
      trend: { direction: 'none', s: 0, z: 0, p: 1 },
      steps: new Array<number>(steps).fill(0),
      running: 0,
    }),
  )
  return [...scored, ...unscored]
}

function sum(counts: Int32Array): number {
  return counts.reduce((total, count) => total + count, 0)
}
