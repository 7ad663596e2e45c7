import { type Filter, type Hotspot, HotspotClass, type Hotspots } from '@grid/data/contract'
import { type Asking, basisOf } from '../filter/index.ts'
import { hotspotsOf } from './answer-place.ts'
import type { HotspotQuestion } from './question.ts'
import { regionSaid } from './region-said.ts'
import { scoresOf } from './scores.ts'
import { studyOf } from './study.ts'
import { type ValueKind, valuedOf } from './values.ts'
import { found, tooLittle, tooLittleSaid } from './verdict.ts'

export interface GiQuestion extends HotspotQuestion {
  value: ValueKind
  /** whether cells carry their ring */
  boundaries: boolean
}

/**
 * Getis and Ord's Gi* of the tickets of a filter, for every cell or area it is about, with p-values as they are and
 * after control of the false discovery rate. Throws a 400 problem for a value that does not fit.
 */
export async function hotspots(asking: Asking, question: GiQuestion, filter: Filter): Promise<Hotspots> {
  const basis = basisOf(asking, filter)
  const counted = await studyOf(asking, question, filter)
  const valued = valuedOf(counted, question.value)
  const scores = scoresOf(valued)
  const { study } = valued
  const why = tooLittle(study.counts, scores.moments)
  const cells = hotspotsOf(valued, scores, why === null, question.boundaries)
  const is = (heat: string, of: 'class' | 'rawClass') =>
    cells.filter((cell) => cell[of].startsWith(heat)).length
  const none = scores.moments.n === 0
  return {
    ...basis,
    places: study.frame.kind,
    neighbours: question.neighbours,
    region: regionSaid(asking, filter, study),
    tickets: counted.tickets,
    unplaced: counted.unplaced,
    verdict: why
      ? tooLittleSaid(why, study.counts)
      : found(
          is('hot', 'class'),
          is('cold', 'class'),
          is('hot', 'rawClass') + is('cold', 'rawClass'),
          study.places.length,
        ),
    warnings: [],
    method: 'gi',
    value: question.value,
    mean: none ? null : scores.moments.mean,
    deviation: none ? null : scores.moments.deviation,
    classes: classesOf(cells),
    cells,
  }
}

function classesOf(cells: readonly Hotspot[]): Hotspots['classes'] {
  const count = (one: HotspotClass) => cells.filter((cell) => cell.class === one).length
  return Object.fromEntries(HotspotClass.options.map((one) => [one, count(one)])) as Hotspots['classes']
}
