import { sql } from '../store/index.ts'
import type { MeasureDefinition } from './measure.ts'

export const pingPong: MeasureDefinition = {
  entry: {
    id: 'ping_pong',
    label: { en: 'Ping-pong share', zh: '往返流转率' },
    group: 'handing_on',
    headline: false,
    unit: 'share',
    direction: 'less is better',
    additive: false,
    period: 'reported',
    formula: {
      en: 'Tickets that came back to a unit from the one it had handed them to (A, B, A) / all whose log names units, of those reported in the period',
      zh: '期内上报工单中，在两个单位间往返（甲→乙→甲）的 ÷ 流转记录载明单位的',
    },
    numerator: { en: 'went to and fro', zh: '往返流转' },
    denominator: { en: 'tickets whose log names units', zh: '流转记录载明单位的工单' },
    source: 'common practice of grid centres',
  },
  needs: ['units in logs'],
  kind: 'share',
  numerator: sql`f.valid AND f.reported AND f.units_known AND f.bounced`,
  denominator: sql`f.valid AND f.reported AND f.units_known`,
}
