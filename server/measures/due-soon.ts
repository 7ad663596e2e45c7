import { sql } from '../store/index.ts'
import type { MeasureDefinition } from './measure.ts'

export const dueSoon: MeasureDefinition = {
  entry: {
    id: 'due_soon',
    label: { en: 'Due soon', zh: '临期数' },
    group: 'deadlines',
    headline: true,
    unit: 'tickets',
    direction: 'less is better',
    additive: true,
    period: 'state',
    formula: {
      en: 'Open tickets not past their deadline that have used up the share of their allowance that the pack names (80 % unless it says otherwise), counted as the allowance is: in hours, working hours, days or working days',
      zh: '未超期但已用去规定比例（默认 80%）办理时限的在办工单，按该时限自身的计时方式（小时、工作小时、自然日、工作日）计算',
    },
    numerator: { en: 'open tickets near their deadline', zh: '临期在办工单' },
    denominator: null,
    source: 'common practice of grid centres',
  },
  needs: ['deadlines'],
  kind: 'count',
  numerator: sql`f.valid AND f.open AND f.due_soon AND NOT f.past_due`,
}
