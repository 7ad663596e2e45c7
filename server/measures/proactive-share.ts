import { sql } from '../store/index.ts'
import type { MeasureDefinition } from './measure.ts'

export const proactiveShare: MeasureDefinition = {
  entry: {
    id: 'proactive_share',
    label: { en: 'Proactive share', zh: '主动发现率' },
    group: 'volume',
    headline: true,
    unit: 'share',
    direction: 'more is better',
    additive: false,
    period: 'reported',
    formula: {
      en: 'Tickets of proactive sources / all valid tickets reported in the period; rejected, void and duplicate ones left out',
      zh: '主动发现来源的工单 ÷ 期内上报的全部有效工单；不予受理、作废、重复件除外',
    },
    numerator: { en: 'found by inspection or sensors', zh: '主动发现工单' },
    denominator: { en: 'valid tickets reported', zh: '有效上报工单' },
    source: 'founding description of the centre',
  },
  needs: ['proactive sources'],
  kind: 'share',
  numerator: sql`f.valid AND f.reported AND f.proactive`,
  denominator: sql`f.valid AND f.reported`,
}
