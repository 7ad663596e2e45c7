import { sql } from '../store/index.ts'
import type { MeasureDefinition } from './measure.ts'

export const checklistFit: MeasureDefinition = {
  entry: {
    id: 'checklist_fit',
    label: { en: 'Checklist fit', zh: '清单符合率' },
    group: 'checklists',
    headline: false,
    unit: 'share',
    direction: 'more is better',
    additive: false,
    period: 'closed',
    formula: {
      en: 'Tickets solved at the tier whose checklist carries their category / tickets closed in the period whose category, or the one above it, is on a checklist',
      zh: '期内结案且由清单所列层级解决的工单 ÷ 期内结案且类别（或上级类别）在清单内的工单',
    },
    numerator: { en: 'solved at the tier of their checklist', zh: '由清单层级解决' },
    denominator: { en: 'closed and on a checklist', zh: '期内结案的清单内工单' },
    source: 'default of the product',
  },
  needs: ['checklists', 'solving tiers'],
  kind: 'share',
  numerator: sql`f.valid AND f.closed AND f.listed AND f.solved_at_list_tier`,
  denominator: sql`f.valid AND f.closed AND f.listed`,
}
