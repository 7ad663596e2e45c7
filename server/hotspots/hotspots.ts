import { type Filter, type Hotspot, HotspotClass, type Hotspots } from '@grid/data/contract'
import { type Asking, basisOf } from '../filter/index.ts'
import { fewestAround, hotspotsOf } from './answer-place.ts'
import { pilesOf } from './piles.ts'
import type { HotspotQuestion } from './question.ts'
import { regionSaid } from './region-said.ts'
import { scoresOf } from './scores.ts'
import { studyOf } from './study.ts'
import { type ValueKind, valuedOf } from './values.ts'
import { found, tooLittle, tooLittleSaid } from './verdict.ts'
import { fewAroundWarning, householdsWarning, pilesWarning, placeWarnings } from './warnings.ts'

export interface GiQuestion extends HotspotQuestion {
  value: ValueKind
  /** whether cells carry their ring */
  rings: boolean
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
  const cells = hotspotsOf(valued, scores, why === null, question.rings)
  const classes = countsOf(cells, 'class')
  const raw = countsOf(cells, 'rawClass')
  const none = scores.moments.n === 0
  return {
    ...basis,
    places: study.frame.kind,
    neighbours: question.neighbours,
    region: regionSaid(asking, filter, study),
    tickets: counted.tickets,
    unplaced: counted.unplaced,
    verdict: why ? tooLittleSaid(why, study.counts) : found(classes, raw, study.places.length),
    warnings: [
      ...placeWarnings(study),
      ...householdsWarning(valued.left.map(({ place }) => place)),
      ...fewAroundWarning(why ? [] : cells.filter(isFew)),
      ...pilesWarning(await pilesOf(asking, filter, study, hottest(cells))),
    ],
    method: 'gi',
    value: question.value,
    mean: none ? null : scores.moments.mean,
    deviation: none ? null : scores.moments.deviation,
    classes,
    cells,
  }
}

/** Would be hot by its score, were there more tickets. */
function isFew({ z, p, around }: Hotspot): boolean {
  return z !== null && z > 0 && around < fewestAround && p !== null && p <= 0.1
}

/** Places called hot, corrected or not, hottest first. */
function hottest(cells: readonly Hotspot[]): number[] {
  const hot = cells.flatMap((cell, place) => (cell.rawClass.startsWith('hot') ? [place] : []))
  return hot.sort((a, b) => cells[b]!.z! - cells[a]!.z!)
}

function countsOf(cells: readonly Hotspot[], by: 'class' | 'rawClass'): Hotspots['classes'] {
  const counts = Object.fromEntries(HotspotClass.options.map((one) => [one, 0])) as Hotspots['classes']
  for (const cell of cells) counts[cell[by]]++
  return counts
}
