import { sql } from '../store/index.ts'
import type { MeasureDefinition } from './measure.ts'

export const pushedDown: MeasureDefinition = {
  entry: {
    id: 'pushed_down',
    label: { en: 'Pushed down', zh: '下推数' },
    group: 'checklists',
    headline: false,
    unit: 'tickets',
    direction: 'less is better',
    additive: true,
    period: 'reported',
    formula: {
      en: 'Tickets reported in the period that a tier handed down to one whose checklist does not carry their category; what the centre assigns and what is returned is not pushed down',
      zh: '期内上报、被下派至清单未列该类别的下级层级的工单；中心派遣和退回不计',
    },
    numerator: { en: 'pushed down', zh: '下推工单' },
    denominator: null,
    source: 'default of the product',
  },
  needs: ['checklists', 'tiers in logs'],
  kind: 'count',
  numerator: sql`f.valid AND f.reported AND f.pushed_down`,
}
