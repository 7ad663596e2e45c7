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
  const find: RuleBook = (about) => {
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
  return remembered(find)
}

/** Different tickets whose rules are remembered: packs name some hundreds of categories, files may name anything. */
const mostKnown = 20_000

/** A book that finds the rule of tickets of one category, tier and urgency once. */
function remembered(find: RuleBook): RuleBook {
  const books = new Map<
    RuledTicket['urgency'],
    Map<RuledTicket['category'], Map<RuledTicket['tier'], Rule | null>>
  >()
  let known = 0
  return (about) => {
    const { urgency, category, tier } = about
    const rule = books.get(urgency)?.get(category)?.get(tier)
    if (rule !== undefined) return rule
    const found = find(about)
    if (known++ >= mostKnown) return found
    const byCategory = of(books, urgency)
    of(byCategory, category).set(tier, found)
    return found
  }
}

/** The map that a key stands for, made where there is none. */
function of<Key, K, V>(maps: Map<Key, Map<K, V>>, key: Key): Map<K, V> {
  const known = maps.get(key)
  if (known) return known
  const map = new Map<K, V>()
  maps.set(key, map)
  return map
}

/** A category and those above it, nearest first. */
function lines(categories: CentrePack['categories']): (id: string) => readonly string[] {
  const parents = new Map(categories.map(({ id, parent }) => [id, parent]))
  return (id) => {
    const found = new Set<string>()
    for (let at: string | undefined = id; at !== undefined && !found.has(at); at = parents.get(at))
      found.add(at)
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
