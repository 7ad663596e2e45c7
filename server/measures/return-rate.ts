import { sql } from '../store/index.ts'
import type { MeasureDefinition } from './measure.ts'

export const returnRate: MeasureDefinition = {
  entry: {
    id: 'return_rate',
    label: { en: 'Return rate', zh: '退回率' },
    group: 'handing_on',
    headline: false,
    unit: 'share',
    direction: 'less is better',
    additive: false,
    period: 'reported',
    formula: {
      en: 'Tickets returned at least once / tickets dispatched, of those reported in the period; those whose returns nobody recorded are left out',
      zh: '期内上报工单中，至少退回一次的 ÷ 已派遣的；未记录退回情况的除外',
    },
    numerator: { en: 'returned at least once', zh: '至少退回一次' },
    denominator: { en: 'dispatched', zh: '已派遣' },
    source: 'common practice of grid centres',
  },
  needs: ['dispatches', 'returns'],
  kind: 'share',
  numerator: sql`f.valid AND f.reported AND f.returns_known AND f.dispatched AND f.returned`,
  denominator: sql`f.valid AND f.reported AND f.returns_known AND f.dispatched`,
}
