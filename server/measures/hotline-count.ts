import { sql } from '../store/index.ts'
import type { MeasureDefinition } from './measure.ts'

export const hotlineCount: MeasureDefinition = {
  entry: {
    id: 'hotline_count',
    label: { en: 'Hotline tickets', zh: '热线工单数' },
    group: 'volume',
    headline: false,
    unit: 'tickets',
    direction: 'less is better',
    additive: true,
    period: 'reported',
    formula: {
      en: 'Valid tickets reported in the period over a hotline: a source, not marked as proactive, with hotline, 热线 or 12345 in its id or name',
      zh: '期内经热线上报的有效工单；热线指编码或名称含“hotline”“热线”“12345”且非主动发现的来源',
    },
    numerator: { en: 'hotline tickets', zh: '热线工单' },
    denominator: null,
    source: 'founding description of the centre',
  },
  needs: ['a hotline'],
  kind: 'count',
  numerator: sql`f.valid AND f.reported AND f.hotline`,
}
