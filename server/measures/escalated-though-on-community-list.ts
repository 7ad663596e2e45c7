import { sql } from '../store/index.ts'
import type { MeasureDefinition } from './measure.ts'

export const escalatedThoughOnCommunityList: MeasureDefinition = {
  entry: {
    id: 'escalated_though_on_community_list',
    label: { en: 'Escalated though on the community list', zh: '社区清单内上报数' },
    group: 'checklists',
    headline: false,
    unit: 'tickets',
    direction: 'less is better',
    additive: true,
    period: 'reported',
    formula: {
      en: 'Tickets reported in the period whose category is on a checklist of community or grid, and that passed above both that tier and the tier that had them first',
      zh: '期内上报、类别属社区（网格）清单却上报至该层级及首办层级以上的工单',
    },
    numerator: { en: 'escalated though on the community list', zh: '社区清单内却上报' },
    denominator: null,
    source: 'default of the product',
  },
  needs: ['checklists', 'tiers in logs'],
  kind: 'count',
  numerator: sql`f.valid AND f.reported AND f.listed_for_community AND f.beyond_list`,
}
