import { sql } from '../store/index.ts'
import type { MeasureDefinition, Share } from './measure.ts'

export const responseRate: MeasureDefinition & Share = {
  entry: {
    id: 'response_rate',
    label: { en: 'Response rate', zh: '响应率' },
    group: 'deadlines',
    headline: false,
    unit: 'share',
    direction: 'more is better',
    additive: false,
    period: 'reported',
    formula: {
      en: 'First contacts within their limit / first contacts due by then, of the tickets reported in the period; a ticket whose limit still runs is in neither, nor one of a proactive source, where nobody waits to be contacted',
      zh: '期内上报工单中，时限内完成首次联系数 ÷ 截至该时点首次联系已到期数；时限未到的工单和主动发现的工单（无须联系）不计入',
    },
    numerator: { en: 'contacted within the limit', zh: '时限内首次联系' },
    denominator: { en: 'first contact due', zh: '首次联系已到期' },
    source: 'common practice of grid centres',
  },
  needs: ['rules of first contact', 'first contacts'],
  kind: 'share',
  numerator: sql`f.valid AND f.reported AND NOT f.proactive AND f.contact_due AND f.contact_in_time`,
  denominator: sql`f.valid AND f.reported AND NOT f.proactive AND f.contact_due`,
}
