import { sql } from '../store/index.ts'
import type { MeasureDefinition } from './measure.ts'

export const returnedTwice: MeasureDefinition = {
  entry: {
    id: 'returned_twice',
    label: { en: 'Returned twice or more', zh: '多次退回数' },
    group: 'handing_on',
    headline: false,
    unit: 'tickets',
    direction: 'less is better',
    additive: true,
    period: 'state',
    formula: {
      en: 'Open tickets that have been returned at least twice',
      zh: '在办工单中已退回两次及以上的',
    },
    numerator: { en: 'open tickets returned twice or more', zh: '退回两次及以上的在办工单' },
    denominator: null,
    source: 'common practice of grid centres',
  },
  needs: ['returns'],
  kind: 'count',
  numerator: sql`f.valid AND f.open AND f.returned AND f.returns >= 2`,
}
