import { sql } from '../store/index.ts'
import type { MeasureDefinition } from './measure.ts'

export const reworkRate: MeasureDefinition = {
  entry: {
    id: 'rework_rate',
    label: { en: 'Rework rate', zh: '返工率' },
    group: 'closing',
    headline: false,
    unit: 'share',
    direction: 'less is better',
    additive: false,
    period: 'closed',
    formula: {
      en: 'Tickets reworked after verification / tickets handled in the period; those whose reworks nobody recorded are left out',
      zh: '核实后返工的工单 ÷ 期内处置的工单；未记录返工情况的除外',
    },
    numerator: { en: 'reworked', zh: '返工工单' },
    denominator: { en: 'handled in the period', zh: '期内处置工单' },
    source: 'common practice of grid centres',
  },
  needs: ['handling', 'reworks'],
  kind: 'share',
  numerator: sql`f.valid AND f.handled AND f.reworks_known AND f.reworked`,
  denominator: sql`f.valid AND f.handled AND f.reworks_known`,
}
