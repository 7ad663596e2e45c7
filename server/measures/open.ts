import { sql } from '../store/index.ts'
import type { MeasureDefinition } from './measure.ts'

export const open: MeasureDefinition = {
  entry: {
    id: 'open',
    label: { en: 'Open', zh: '在办数' },
    group: 'volume',
    headline: true,
    unit: 'tickets',
    direction: 'less is better',
    additive: true,
    period: 'state',
    formula: {
      en: 'Tickets reported by then and not closed at that instant; suspended, rejected, void and duplicate ones left out',
      zh: '截至该时点已上报且未结案的工单；挂账、不予受理、作废、重复件除外',
    },
    numerator: { en: 'tickets open at the instant', zh: '该时点在办工单' },
    denominator: null,
    source: 'common practice of grid centres',
  },
  needs: [],
  kind: 'count',
  numerator: sql`f.valid AND f.open`,
}
