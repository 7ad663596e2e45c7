import { sql } from '../store/index.ts'
import type { MeasureDefinition } from './measure.ts'

export const jointShare: MeasureDefinition = {
  entry: {
    id: 'joint_share',
    label: { en: 'Joint-handling share', zh: '协同办理率' },
    group: 'handing_on',
    headline: false,
    unit: 'share',
    direction: 'neutral',
    additive: false,
    period: 'reported',
    formula: {
      en: 'Tickets that two units or more handled together (co-assigned) / all whose log names units, of those reported in the period',
      zh: '期内上报工单中，两个及以上单位协同办理（协办）的 ÷ 流转记录载明单位的',
    },
    numerator: { en: 'handled jointly', zh: '协同办理' },
    denominator: { en: 'tickets whose log names units', zh: '流转记录载明单位的工单' },
    source: 'founding description of the centre',
  },
  needs: ['units in logs'],
  kind: 'share',
  numerator: sql`f.valid AND f.reported AND f.units_known AND f.joint`,
  denominator: sql`f.valid AND f.reported AND f.units_known`,
}
