import type { CentrePack, ChecklistSays } from '@grid/data/contract'
import { type Deadlines, type Limit, parseLimit } from '../deadlines/index.ts'
import type { Listed } from './listed.ts'

/** What a line of a list says, in ids of the centre. */
export function saysOf(pack: CentrePack, { list, item }: Listed, deadlines: Deadlines): ChecklistSays {
  const tier = pack.checklists[list]?.tier ?? ''
  return { tier, lead: item.lead ?? null, coHandlers: item.coHandlers, limit: limitOf(tier, item, deadlines) }
}

function limitOf(tier: string, item: Listed['item'], { ruleOf }: Deadlines): ChecklistSays['limit'] {
  if (item.limit !== undefined) return { allowance: written(parseLimit(item.limit)), from: 'list' }
  const rule = ruleOf({ category: item.category, tier, urgency: 'normal' })
  return rule && { allowance: written(rule.limit), from: 'rules' }
}

const suffixes: Readonly<Record<Limit['base'], string>> = {
  hours: 'h',
  'working hours': 'wh',
  days: 'd',
  'working days': 'wd',
}

function written({ amount, base }: Limit): string {
  return `${amount}${suffixes[base]}`
}
