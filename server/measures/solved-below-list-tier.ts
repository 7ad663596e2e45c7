import { sql } from '../store/index.ts'
import type { MeasureDefinition } from './measure.ts'

export const solvedBelowListTier: MeasureDefinition = {
  entry: {
    id: 'solved_below_list_tier',
    label: { en: 'Solved below their list', zh: '低于清单层级解决数' },
    group: 'checklists',
    headline: false,
    unit: 'tickets',
    direction: 'neutral',
    additive: true,
    period: 'closed',
    formula: {
      en: 'Tickets closed in the period and solved by a tier below the one whose checklist carries their category',
      zh: '期内结案、由低于清单层级的层级解决的工单',
    },
    numerator: { en: 'solved below the tier of their checklist', zh: '低于清单层级解决' },
    denominator: null,
    source: 'default of the product',
  },
  needs: ['checklists', 'solving tiers'],
  kind: 'count',
  numerator: sql`f.valid AND f.closed AND f.solved_below_list_tier`,
}
