import type { Comparison } from '@grid/data/contract'
import { type Candidate, householdFactor, type Matching, mostComparable } from './comparable.ts'
import type { Monthly } from './counts.ts'
import { changeOf, sideOf, together } from './sides.ts'
import { differenceInDifferences } from './statistics/difference.ts'
import type { Windows } from './windows.ts'

/** The area held beside the chosen comparable ones. */
export function comparisonOf(
  windows: Windows,
  own: Monthly,
  matching: Matching,
  chosen: readonly Candidate[],
  byArea: ReadonlyMap<string, Monthly>,
): Comparison {
  const countsOf = ({ facts }: Candidate) => byArea.get(facts.node.code) ?? []
  const counts = chosen.map(countsOf)
  const all = together(windows, counts)
  const beforeAfter = (monthly: Monthly) => ({
    before: sideOf(windows, monthly, 'before').count,
    after: sideOf(windows, monthly, 'after').count,
  })
  return {
    areas: chosen.map((candidate) => ({
      code: candidate.facts.node.code,
      name: candidate.facts.name,
      nameEn: candidate.facts.nameEn,
      households: candidate.facts.households,
      ...changeOf(windows, countsOf(candidate)),
    })),
    matching: said[matching],
    months: all,
    ratio: chosen.length === 0 ? null : changeOf(windows, all),
    differenceInDifferences:
      chosen.length === 0 ? null : differenceInDifferences(beforeAfter(own), counts.map(beforeAfter)),
  }
}

const nearest = {
  en: `up to ${mostComparable} areas of the same level with the nearest number of such tickets before the date`,
  zh: `同级区域中该日期之前同类工单数量最接近的至多${mostComparable}个`,
}

const said: Record<Matching, { en: string; zh: string }> = {
  'households and volume': {
    en: `Of areas with between half and ${householdFactor === 2 ? 'twice' : `${householdFactor} times`} the households: ${nearest.en}.`,
    zh: `在户数为其一半至${householdFactor}倍的区域中：${nearest.zh}。`,
  },
  'volume: households unknown': {
    en: `Households are not known, so by volume alone: ${nearest.en}.`,
    zh: `户数未知，仅按工单量：${nearest.zh}。`,
  },
  'volume: households too unlike': {
    en: `Too few areas have similar households, so by volume alone: ${nearest.en}.`,
    zh: `户数相近的区域太少，仅按工单量：${nearest.zh}。`,
  },
  'none: special area': {
    en: 'A special area lies beside the tree and shares its tickets with basic areas; none is comparable.',
    zh: '专属网格在树形体系之外，与基础区域共用工单，没有可比区域。',
  },
  'none: no other area of this level has such tickets': {
    en: 'No other area of this level has such tickets before the date.',
    zh: '该日期之前同级其他区域没有这类工单。',
  },
  'none: nothing before': {
    en: 'The area has no such ticket before the date, so none can be matched on them.',
    zh: '该区域在该日期之前没有这类工单，无法据此匹配。',
  },
}
