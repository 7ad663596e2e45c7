import { sql } from '../store/index.ts'
import type { MeasureDefinition } from './measure.ts'

export const solvedInCommunityShare: MeasureDefinition = {
  entry: {
    id: 'solved_in_community_share',
    label: { en: 'Solved in the community', zh: '社区内解决率' },
    group: 'solving',
    headline: true,
    unit: 'share',
    direction: 'more is better',
    additive: false,
    period: 'closed',
    formula: {
      en: 'Tickets closed in the period that the grid or the community solved / all closed in the period; where no solving tier is recorded it counts as not solved there',
      zh: '期内结案且由网格或社区解决的工单 ÷ 期内结案工单；未记录解决层级的不计入',
    },
    numerator: { en: 'solved by grid or community', zh: '网格或社区解决' },
    denominator: { en: 'closed in the period', zh: '期内结案数' },
    source: 'founding description of the centre',
  },
  needs: ['a grid or community tier', 'solving tiers'],
  kind: 'share',
  numerator: sql`f.valid AND f.closed AND f.solved_in_community`,
  denominator: sql`f.valid AND f.closed`,
}
