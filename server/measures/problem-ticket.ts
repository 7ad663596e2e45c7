import { sql } from '../store/index.ts'
import type { MeasureDefinition } from './measure.ts'

export const problemTicket: MeasureDefinition = {
  entry: {
    id: 'problem_ticket',
    label: { en: 'Problem tickets', zh: '问题工单数' },
    group: 'handing_on',
    headline: false,
    unit: 'tickets',
    direction: 'less is better',
    additive: true,
    period: 'state',
    formula: {
      en: 'Open tickets reworked three times or more, or transferred across three units or more while none of them is the lead that the checklists name for their category; the centre itself is no such unit',
      zh: '返工三次及以上，或在三个及以上单位间转办且其中没有清单指定牵头单位的在办工单；中心不计为承办单位',
    },
    numerator: { en: 'open problem tickets', zh: '在办问题工单' },
    denominator: null,
    source: 'common practice of grid centres',
  },
  needs: ['reworks'],
  kind: 'count',
  numerator: sql`f.valid AND f.open AND f.problem`,
}
