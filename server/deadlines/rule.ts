import type { CentrePack, Urgency } from '@grid/data/contract'
import { type Limit, parseLimit } from './limit.ts'

/** What of a ticket decides its allowance. */
export interface RuledTicket {
  category?: string | null | undefined
  tier?: string | null | undefined
  urgency?: Urgency | undefined
}

/** An allowance and where the pack names it, e.g. `deadlines.handling.3` or `checklists.0.items.5`. */
export interface Rule {
  limit: Limit
  source: string
}

export type RuleBook = (ticket: RuledTicket) => Rule | null

/** A rule of a checklist with the tier of its list. */
interface ListedRule extends Rule {
  tier: string
}

/**
 * The rules for handling tickets: the first of `deadlines.handling` that fits, but the allowance that a checklist gives
 * the category comes before it, that of the list of the ticket's own tier before those of others. Danger does not wait
 * for a list: a rule that names it stays first for a ticket in danger. A category named by a rule or list stands for the
 * categories below it. Null where nothing fits.
 */
export function ruleBook(pack: CentrePack): RuleBook {
  const lineOf = lines(pack.categories)
  const handling = pack.deadlines.handling.map(({ category, tier, urgency, limit }, index) => ({
    rule: { limit: parseLimit(limit), source: `deadlines.handling.${index}` },
    namesDanger: urgency?.includes('danger') === true,
    fits: (about: RuledTicket, line: readonly string[]) =>
      (!category || line.some((id) => category.includes(id))) &&
      (!tier || (about.tier != null && tier.includes(about.tier))) &&
      (!urgency || urgency.includes(about.urgency ?? 'normal')),
  }))
  const listed = listedRules(pack)
  return (about) => {
    const line = about.category == null ? [] : lineOf(about.category)
    const first = handling.find(({ fits }) => fits(about, line))
    if (first?.namesDanger && about.urgency === 'danger') return first.rule
    for (const id of line) {
      const rules = listed.get(id)
      const rule = rules?.find(({ tier }) => tier === about.tier) ?? rules?.[0]
      if (rule) return { limit: rule.limit, source: rule.source }
    }
    return first?.rule ?? null
  }
}

/** A category and those above it, nearest first. */
function lines(categories: CentrePack['categories']): (id: string) => readonly string[] {
  const parents = new Map(categories.map(({ id, parent }) => [id, parent]))
  const known = new Map<string, readonly string[]>()
  return (id) => {
    const line = known.get(id)
    if (line) return line
    const found = new Set<string>()
    for (let at: string | undefined = id; at !== undefined && !found.has(at); at = parents.get(at))
      found.add(at)
    known.set(id, [...found])
    return [...found]
  }
}

function listedRules({ checklists }: CentrePack): ReadonlyMap<string, readonly ListedRule[]> {
  const listed = new Map<string, ListedRule[]>()
  for (const [list, { tier, items }] of checklists.entries()) {
    for (const [item, { category, limit }] of items.entries()) {
      if (limit === undefined) continue
      const rule = { tier, limit: parseLimit(limit), source: `checklists.${list}.items.${item}` }
      listed.set(category, [...(listed.get(category) ?? []), rule])
    }
  }
  return listed
}
