import { sql } from '../store/index.ts'
import type { MeasureDefinition } from './measure.ts'

export const handOffs: MeasureDefinition = {
  entry: {
    id: 'hand_offs',
    label: { en: 'Hand-offs per ticket', zh: '平均流转次数' },
    group: 'handing_on',
    headline: false,
    unit: 'per ticket',
    direction: 'less is better',
    additive: false,
    period: 'closed',
    formula: {
      en: 'Changes of the unit that holds a ticket, from the one it was first given to / tickets closed in the period whose log names units',
      zh: '期内结案工单承办单位变更次数（自首次派往的单位起算）÷ 流转记录载明单位的期内结案工单',
    },
    numerator: { en: 'hand-offs', zh: '流转次数' },
    denominator: { en: 'closed tickets whose log names units', zh: '载明单位的结案工单' },
    source: 'common practice of grid centres',
  },
  needs: ['units in logs'],
  kind: 'mean',
  amount: sql`f.hand_offs`,
  denominator: sql`f.valid AND f.closed AND f.units_known`,
}
