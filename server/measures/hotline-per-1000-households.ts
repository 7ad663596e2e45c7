import { sql } from '../store/index.ts'
import type { MeasureDefinition } from './measure.ts'

export const hotlinePer1000Households: MeasureDefinition = {
  entry: {
    id: 'hotline_per_1000_households',
    label: { en: 'Hotline tickets per 1,000 households', zh: '千户热线工单数' },
    group: 'volume',
    headline: false,
    unit: 'per 1,000 households',
    direction: 'less is better',
    additive: false,
    period: 'reported',
    formula: {
      en: 'Valid hotline tickets reported in the period / households of the area x 1,000; nothing where the households are not known',
      zh: '期内有效热线工单 ÷ 区域户数 × 1000；户数不详的不计算',
    },
    numerator: { en: 'hotline tickets', zh: '热线工单' },
    denominator: { en: 'households', zh: '户数' },
    source: 'founding description of the centre',
  },
  needs: ['a hotline', 'households'],
  kind: 'per households',
  numerator: sql`f.valid AND f.reported AND f.hotline`,
}
