import { sql } from '../store/index.ts'
import type { MeasureDefinition } from './measure.ts'

export const pingPongTriples: MeasureDefinition = {
  entry: {
    id: 'ping_pong_triples',
    label: { en: 'Ping-pongs', zh: '往返次数' },
    group: 'handing_on',
    headline: false,
    unit: 'times',
    direction: 'less is better',
    additive: true,
    period: 'reported',
    formula: {
      en: 'How often tickets reported in the period came back to a unit from the one it had handed them to (A, B, A), to the end of their logs',
      zh: '期内上报工单在两个单位间往返（甲→乙→甲）的次数，计至流转记录末尾',
    },
    numerator: { en: 'times to and fro', zh: '往返次数' },
    denominator: null,
    source: 'common practice of grid centres',
  },
  needs: ['units in logs'],
  kind: 'sum',
  amount: sql`f.ping_pongs`,
  numerator: sql`f.valid AND f.reported AND f.units_known`,
}
