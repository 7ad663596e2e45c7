import { sql } from '../store/index.ts'
import type { MeasureDefinition } from './measure.ts'

export const reported: MeasureDefinition = {
  entry: {
    id: 'reported',
    label: { en: 'Reported', zh: '上报数' },
    group: 'volume',
    headline: true,
    unit: 'tickets',
    direction: 'neutral',
    additive: true,
    period: 'reported',
    formula: {
      en: 'Tickets reported in the period, whatever became of them',
      zh: '期内上报的全部工单，不论后续结果',
    },
    numerator: { en: 'tickets reported in the period', zh: '期内上报工单' },
    denominator: null,
    source: 'founding description of the centre',
  },
  needs: [],
  kind: 'count',
  numerator: sql`f.reported`,
}
