import type { MeasureDefinition } from './measure.ts'
import { responseRate } from './response-rate.ts'
import { satisfiedRate } from './satisfied-rate.ts'
import { solvedRate } from './solved-rate.ts'

export const threeRateScore: MeasureDefinition = {
  entry: {
    id: 'three_rate_score',
    label: { en: 'Three-rate score', zh: '三率得分' },
    group: 'satisfaction',
    headline: false,
    unit: 'points',
    direction: 'more is better',
    additive: false,
    period: 'closed',
    formula: {
      en: 'Response, solved and satisfied rate, each times its weight in the pack (30, 35 and 35 unless it says otherwise), as points of a hundred',
      zh: '响应率、解决率、满意率按规定权重（默认 30、35、35）加权之和，满分一百',
    },
    numerator: { en: 'points reached', zh: '得分' },
    denominator: { en: 'points there are', zh: '满分' },
    source: 'common practice of grid centres',
  },
  needs: [
    'rules of first contact',
    'first contacts',
    'callbacks about solving',
    'callbacks about satisfaction',
  ],
  kind: 'score',
  shares: { response: responseRate, solved: solvedRate, satisfied: satisfiedRate },
}
