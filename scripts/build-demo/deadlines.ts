import type { CentrePack, Urgency } from '@grid/data/contract'

/** What a deadline depends on. */
export interface DeadlineCase {
  category: string
  tier: string
  urgency: Urgency
}

/** The allowance of the first handling rule of the pack that fits, e.g. `5wd`; throws where none does. */
export function handlingLimit(pack: CentrePack, about: DeadlineCase): string {
  const rule = pack.deadlines.handling.find(
    ({ category, tier, urgency }) =>
      (category?.includes(about.category) ?? true) &&
      (tier?.includes(about.tier) ?? true) &&
      (urgency?.includes(about.urgency) ?? true),
  )
  if (!rule) throw new Error(`no deadline for ${about.category} at tier ${about.tier}`)
  return rule.limit
}
