import type { Filter, Period, Step } from '@grid/data/contract'
import { addDays, dayOf, daysBetween, earlierDay, laterDay, monthsBefore } from '../centre/index.ts'
import { type Asking, asOfOf, periodOf } from '../filter/index.ts'
import { badParameters } from '../problems.ts'

/** Fewer steps than this tell no pattern. */
export const fewestSteps = 10
/** Steps that a step of our own choice makes at least, where there are as many days. */
const usualSteps = 24
const mostSteps = 120

/** Length of a step as it is asked for: `day`, `week`, `month`, or a number of days above 0. */
export type StepName = string

/** The steps of a space-time cube, all of one length, the last one ending where the days do. */
export interface Steps {
  step: Step
  /** first local day of each step, in order */
  starts: string[]
  /** local day after the last step */
  end: string
  /** days of the question at its beginning that make no whole step, and at its end that are not over yet */
  leftOut: { before: number; after: number }
}

/**
 * The steps of a question: as many whole ones as fit into its period, counted back from its end, so that the last is as
 * long as the others. The period reaches no further back than the data, and ends with the last day that is over at the
 * as-of: a day that is not over would look like one on which little happened. Null where there is no data at all; a 400
 * problem where there would be too many steps.
 */
export function stepsOf(asking: Asking, filter: Filter, asked: StepName | undefined): Steps | null {
  const { extent, pack } = asking.centre
  if (extent.from === null || extent.to === null) return null
  const period = periodOf(filter, extent) ?? { from: extent.from, to: extent.to }
  const from = laterDay(period.from, extent.from)
  const end = earlierDay(period.to, dayOf(asOfOf(asking, filter), pack.timeZone))
  const days = Math.max(0, daysBetween(from, end))
  const step = asked === undefined ? usual(days) : named(asked)
  const starts = startsOf({ from, to: end }, step)
  if (starts.length > mostSteps)
    throw badParameters([
      {
        parameter: 'step',
        detail: `makes more than ${mostSteps} steps of this period; write a longer step or a shorter period`,
      },
    ])
  const before = days - (starts[0] === undefined ? 0 : daysBetween(starts[0], end))
  return { step, starts, end, leftOut: { before, after: Math.max(0, daysBetween(end, period.to)) } }
}

function named(asked: StepName): Step {
  if (asked === 'month') return { by: 'month' }
  return { by: 'days', days: asked === 'day' ? 1 : asked === 'week' ? 7 : Number(asked) }
}

/** The longest step that still makes 24; whole weeks where that is a week or more, so that every step has its Sundays. */
function usual(days: number): Step {
  const longest = Math.max(1, Math.floor(days / usualSteps))
  return { by: 'days', days: longest < 7 ? longest : longest - (longest % 7) }
}

function startsOf({ from, to }: Period, step: Step): string[] {
  const starts: string[] = []
  const back = (steps: number) =>
    step.by === 'month' ? monthsBefore(to, steps) : addDays(to, -steps * step.days)
  // one more than may be asked for is enough to refuse it
  for (let steps = 1; steps <= mostSteps + 1; steps++) {
    const start = back(steps)
    if (start < from) break
    starts.unshift(start)
  }
  return starts
}
