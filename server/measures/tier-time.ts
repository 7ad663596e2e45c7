import { sql } from '../store/index.ts'
import type { MeasureDefinition } from './measure.ts'

export const tierTime: MeasureDefinition = {
  entry: {
    id: 'tier_time',
    label: { en: 'Time at the solving tier', zh: '解决层级用时' },
    group: 'closing',
    headline: false,
    unit: 'hours',
    direction: 'less is better',
    additive: false,
    period: 'closed',
    formula: {
      en: 'Median hours that the tickets closed in the period spent at the tier that solved them (where none is recorded, the last that had them), all their stays there together, from receipt to handing on, handling or closing, without suspension; nine in ten took no longer than the second number',
      zh: '期内结案工单在解决层级（未记录的取最后经办层级）历次停留小时数之和的中位数，自接收至转出、处置或结案，扣除挂账时间；九成工单不超过第二个数',
    },
    numerator: {
      en: 'tickets closed in the period whose times at that tier are told and do not contradict',
      zh: '期内结案且该层级时间有记录、无矛盾的工单',
    },
    denominator: null,
    source: 'common practice of grid centres',
  },
  needs: ['times of tiers'],
  kind: 'quantiles',
  amount: sql`f.tier_seconds`,
  numerator: sql`f.valid AND f.closed AND f.tier_seconds IS NOT NULL`,
}
