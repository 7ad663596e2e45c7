import type { BothNames, ChecklistAnswer, ChecklistLine } from '@grid/data/contract'
import type { z } from 'zod'

type Both = z.infer<typeof BothNames>

/** What a sentence about a list needs: its numbers, and names for ids. */
export interface Told {
  happened: ChecklistAnswer['happened']
  parted: ChecklistAnswer['parted']
  lines: readonly Pick<ChecklistLine, 'category' | 'happened'>[]
  tier: Both
  nameOf: (category: string) => Both
}

/** Below so many a share says little. */
const enough = 10
/** A list is mostly kept from here. */
const mostly = 0.9

/**
 * One sentence: how many of the closed tickets were solved where the list says, where most of the others went, and the
 * category with the smallest share of at least ten. Below ten closed it says that they are too few.
 */
export function findingOf({ happened, parted, lines, tier, nameOf }: Told): Both {
  const { closed, solvedAt } = happened
  if (closed === 0)
    return {
      en: 'No ticket on this list was closed in the period.',
      zh: '期内没有该清单内的工单结案。',
    }
  const { numerator } = solvedAt
  if (closed < enough)
    return {
      en: `Too few to say: ${number(closed)} closed, ${number(numerator)} of them at the tier of the list (${tier.en}).`,
      zh: `数量太少，难下结论：结案${number(closed)}件，其中清单层级（${tier.zh}）解决${number(numerator)}件。`,
    }
  const share = numerator / closed
  const kept = share >= mostly
  const others = [mostOf(parted), furthest(lines, share, nameOf), down(parted)].flatMap((one) => one ?? [])
  const opening = {
    en: `${number(numerator)} of ${number(closed)} closed tickets (${percent(share)}) were solved at the tier of the list (${tier.en})${kept ? ': it is mostly kept' : ''}`,
    zh: `结案${number(closed)}件，由清单层级（${tier.zh}）解决${number(numerator)}件（${percent(share)}）${kept ? '，总体相符' : ''}`,
  }
  return {
    en: `${[opening, ...others].map(({ en }) => en).join('; ')}.`,
    zh: `${[opening, ...others].map(({ zh }) => zh).join('；')}。`,
  }
}

const ways = [
  ['solved_above', { en: 'above it', zh: '上级' }],
  ['solved_below', { en: 'below it', zh: '下级' }],
  ['solved_beside', { en: 'by another tier beside it', zh: '同级的其他层级' }],
] as const

/** Where most of the tickets went that were not solved at the tier of the list. */
function mostOf(parted: ChecklistAnswer['parted']): Both | null {
  const [most] = ways
    .map(([way, where]) => ({ where, figure: parted[way] }))
    .sort((a, b) => (b.figure?.numerator ?? 0) - (a.figure?.numerator ?? 0))
  if (!most?.figure || most.figure.numerator === 0) return null
  const { numerator, value } = most.figure
  return {
    en: `most of the others, ${number(numerator)} (${percent(value ?? 0)}), were solved ${most.where.en}`,
    zh: `其余多由${most.where.zh}解决，${number(numerator)}件（${percent(value ?? 0)}）`,
  }
}

/** The category least like the list, where it is less so than the list as a whole. */
function furthest(lines: Told['lines'], share: number, nameOf: Told['nameOf']): Both | null {
  const [least] = lines
    .filter(({ happened }) => happened.closed >= enough)
    .sort((a, b) => (a.happened.solvedAt.value ?? 0) - (b.happened.solvedAt.value ?? 0))
  const value = least?.happened.solvedAt.value
  if (!least || value === null || value === undefined || value >= share) return null
  const name = nameOf(least.category)
  const { closed, solvedAt } = least.happened
  return {
    en: `furthest from it is “${name.en}” with ${number(solvedAt.numerator)} of ${number(closed)}`,
    zh: `偏离最大的是“${name.zh}”，${number(closed)}件中仅${number(solvedAt.numerator)}件`,
  }
}

function down({ pushed_down }: ChecklistAnswer['parted']): Both | null {
  if (!pushed_down || pushed_down.numerator === 0) return null
  const count = number(pushed_down.numerator)
  return {
    en: `${count} of those reported ${pushed_down.numerator === 1 ? 'was' : 'were'} pushed down`,
    zh: `期内上报的工单中有${count}件被下推`,
  }
}

const number = (value: number) => value.toLocaleString('en-GB')
const percent = (share: number) => `${(share * 100).toFixed(1)}%`
