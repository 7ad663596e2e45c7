import { sql } from '../store/index.ts'
import type { MeasureDefinition, Share } from './measure.ts'

export const solvedRate: MeasureDefinition & Share = {
  entry: {
    id: 'solved_rate',
    label: { en: 'Solved rate', zh: '解决率' },
    group: 'satisfaction',
    headline: false,
    unit: 'share',
    direction: 'more is better',
    additive: false,
    period: 'closed',
    formula: {
      en: 'Callbacks that say the matter is solved / callbacks with an answer to that, for tickets closed in the period',
      zh: '期内结案工单中，回访称已解决的 ÷ 对解决情况有效回访的',
    },
    numerator: { en: 'called solved', zh: '回访称已解决' },
    denominator: { en: 'effective callbacks', zh: '有效回访' },
    source: 'common practice of grid centres',
  },
  needs: ['callbacks about solving'],
  kind: 'share',
  numerator: sql`f.valid AND f.closed AND f.called_solved`,
  denominator: sql`f.valid AND f.closed AND f.called_solved IS NOT NULL`,
}
