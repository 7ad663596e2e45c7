import { sql } from '../store/index.ts'
import type { MeasureDefinition } from './measure.ts'

export const handlingTime: MeasureDefinition = {
  entry: {
    id: 'handling_time',
    label: { en: 'Handling time', zh: '处置时长' },
    group: 'closing',
    headline: false,
    unit: 'hours',
    direction: 'less is better',
    additive: false,
    period: 'closed',
    formula: {
      en: 'Median hours from report to handling, or to closing where no handling is recorded, of the tickets closed in the period; nine in ten took no longer than the second number',
      zh: '期内结案工单自上报至处置（未记录处置时间的至结案）小时数的中位数；九成工单不超过第二个数',
    },
    numerator: {
      en: 'tickets closed in the period with times that do not contradict',
      zh: '期内结案且时间无矛盾的工单',
    },
    denominator: null,
    source: 'common practice of grid centres',
  },
  needs: ['handling times'],
  kind: 'quantiles',
  amount: sql`f.handling_seconds`,
  numerator: sql`f.valid AND f.closed AND f.handling_seconds IS NOT NULL`,
}
