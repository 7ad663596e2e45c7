import { sql } from '../store/index.ts'
import type { MeasureDefinition } from './measure.ts'

export const onTimeClosingRate: MeasureDefinition = {
  entry: {
    id: 'on_time_closing_rate',
    label: { en: 'On-time closing rate', zh: '按期结案率' },
    group: 'closing',
    headline: true,
    unit: 'share',
    direction: 'more is better',
    additive: false,
    period: 'closed',
    formula: {
      en: 'Tickets closed in the period by their deadline / tickets due to close; a ticket without a deadline is not counted as on time',
      zh: '期内按期结案数 ÷ 应结案数；无办理时限的工单不计为按期',
    },
    numerator: { en: 'closed in the period by the deadline', zh: '期内按期结案数' },
    denominator: { en: 'due to close', zh: '应结案数' },
    source: 'checked against a published monthly bulletin: 737/972 = 75.82 %',
  },
  needs: ['deadlines'],
  kind: 'share',
  numerator: sql`f.valid AND f.closed AND f.on_time`,
  denominator: sql`f.valid AND (f.closed OR f.outstanding)`,
}
