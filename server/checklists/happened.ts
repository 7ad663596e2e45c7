import type { ChecklistAnswer, ChecklistParted, ChecklistStanding, Figure } from '@grid/data/contract'
import type { CentreRecord } from '../centre/index.ts'
import { quantiles, quotient } from '../measures/index.ts'
import type { Counts } from './counts.ts'
import type { InTime } from './in-time.ts'
import { standsIn } from './standing.ts'

/** What a line or a list can be held against. */
export interface Held {
  tier: string
  /** whether its tier is that of a community or a grid */
  community: boolean
  /** whether it names a unit that leads */
  leads: boolean
}

/** What happened to the tickets counted; `inTime` takes the place of their own deadlines. */
export function happenedOf(
  centre: CentreRecord,
  counts: Counts,
  held: Held,
  inTime: InTime = { known: counts.due, inTime: counts.onTime },
): ChecklistAnswer['happened'] {
  const stands = standsIn(centre)
  const ids = [...centre.tiers.ids, null]
  return {
    reported: counts.reported,
    closed: counts.closed,
    solvedAt: quotient(counts.solvedAt, counts.closed),
    byTier: ids.flatMap((tier, index) => {
      const closed = counts.byTier[index] ?? 0
      return closed > 0 ? [{ tier, stands: tier === null ? null : stands(tier, held.tier), closed }] : []
    }),
    byLead: held.leads ? quotient(counts.led, counts.led + counts.otherLead) : null,
    handling: quantiles(counts.timed, counts.median, counts.p90),
    onTime: quotient(inTime.inTime, inTime.known),
  }
}

/** Where it parts from the list. Of what is reported, shares are of the tickets whose log names tiers. */
export function partedOf(
  centre: CentreRecord,
  counts: Counts,
  { tier, community, leads }: Held,
): ChecklistParted {
  const stands = standsIn(centre)
  const ofClosed = (count: number): Figure => quotient(count, counts.closed)
  // where no tier stands so, none can have solved it there
  const solved = (where: ChecklistStanding, count: number) =>
    centre.tiers.ids.some((id) => stands(id, tier) === where) ? ofClosed(count) : null
  const ofTold = (count: number): Figure => quotient(count, counts.told)
  return {
    escalated_though_on_community_list: community ? ofTold(counts.escalated) : null,
    solved_below: solved('below', counts.below),
    solved_above: solved('above', counts.above),
    solved_beside: solved('beside', counts.beside),
    pushed_down: ofTold(counts.pushedDown),
    other_lead: leads ? quotient(counts.otherLead, counts.led + counts.otherLead) : null,
  }
}
