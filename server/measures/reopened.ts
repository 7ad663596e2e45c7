import { sql } from '../store/index.ts'
import type { MeasureDefinition } from './measure.ts'

export const reopened: MeasureDefinition = {
  entry: {
    id: 'reopened',
    label: { en: 'Reopened', zh: '重新立案数' },
    group: 'closing',
    headline: false,
    unit: 'tickets',
    direction: 'less is better',
    additive: true,
    period: 'reported',
    formula: {
      en: 'Tickets reported in the period that were opened again after their closing',
      zh: '期内上报、结案后又重新办理的工单',
    },
    numerator: { en: 'tickets reopened', zh: '重新办理的工单' },
    denominator: null,
    source: 'common practice of grid centres',
  },
  needs: ['logs'],
  kind: 'count',
  numerator: sql`f.valid AND f.reported AND f.reopened`,
}
