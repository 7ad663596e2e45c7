import { sql } from '../store/index.ts'
import type { MeasureDefinition, Share } from './measure.ts'

export const satisfiedRate: MeasureDefinition & Share = {
  entry: {
    id: 'satisfied_rate',
    label: { en: 'Satisfied rate', zh: '满意率' },
    group: 'satisfaction',
    headline: false,
    unit: 'share',
    direction: 'more is better',
    additive: false,
    period: 'closed',
    formula: {
      en: 'Callbacks that say people are satisfied / callbacks with an answer to that, for tickets closed in the period',
      zh: '期内结案工单中，回访称满意的 ÷ 对满意度有效回访的',
    },
    numerator: { en: 'called satisfied', zh: '回访称满意' },
    denominator: { en: 'effective callbacks', zh: '有效回访' },
    source: 'common practice of grid centres',
  },
  needs: ['callbacks about satisfaction'],
  kind: 'share',
  numerator: sql`f.valid AND f.closed AND f.called_satisfied`,
  denominator: sql`f.valid AND f.closed AND f.called_satisfied IS NOT NULL`,
}
