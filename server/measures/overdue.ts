import { sql } from '../store/index.ts'
import type { MeasureDefinition } from './measure.ts'

export const overdue: MeasureDefinition = {
  entry: {
    id: 'overdue',
    label: { en: 'Overdue', zh: '超期数' },
    group: 'deadlines',
    headline: true,
    unit: 'tickets',
    direction: 'less is better',
    additive: true,
    period: 'state',
    formula: {
      en: 'Open tickets whose deadline has passed at that instant',
      zh: '截至该时点已超过办理时限的在办工单',
    },
    numerator: { en: 'open tickets past their deadline', zh: '超期在办工单' },
    denominator: null,
    source: 'common practice of grid centres',
  },
  needs: ['deadlines'],
  kind: 'count',
  numerator: sql`f.valid AND f.open AND f.past_due`,
}
