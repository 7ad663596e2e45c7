import { sql } from '../store/index.ts'
import type { MeasureDefinition } from './measure.ts'

export const escalatedShare: MeasureDefinition = {
  entry: {
    id: 'escalated_share',
    label: { en: 'Escalated share', zh: '上报上级率' },
    group: 'solving',
    headline: false,
    unit: 'share',
    direction: 'neutral',
    additive: false,
    period: 'reported',
    formula: {
      en: 'Tickets that passed above the tier that had them first / all whose log names tiers, of those reported in the period; departments stand beside streets, a return is no escalation',
      zh: '期内上报工单中，上报至高于首办层级的 ÷ 流转记录载明层级的；部门与街道同级，退回不计',
    },
    numerator: { en: 'passed above their first tier', zh: '上报至首办层级以上' },
    denominator: { en: 'tickets whose log names tiers', zh: '流转记录载明层级的工单' },
    source: 'founding description of the centre',
  },
  needs: ['tiers in logs'],
  kind: 'share',
  numerator: sql`f.valid AND f.reported AND f.tiers_known AND f.escalated`,
  denominator: sql`f.valid AND f.reported AND f.tiers_known`,
}
