import { sql } from '../store/index.ts'
import type { MeasureDefinition } from './measure.ts'

export const firstContactTime: MeasureDefinition = {
  entry: {
    id: 'first_contact_time',
    label: { en: 'Time to first contact', zh: '首次联系时长' },
    group: 'deadlines',
    headline: false,
    unit: 'hours',
    direction: 'less is better',
    additive: false,
    period: 'reported',
    formula: {
      en: 'Median hours from report to the first contact, of the tickets reported in the period that have been contacted; nine in ten took no longer than the second number',
      zh: '期内上报且已联系工单自上报至首次联系小时数的中位数；九成工单不超过第二个数',
    },
    numerator: { en: 'tickets reported in the period and contacted', zh: '期内上报且已联系的工单' },
    denominator: null,
    source: 'common practice of grid centres',
  },
  needs: ['first contacts'],
  kind: 'quantiles',
  amount: sql`f.contact_us`,
  unit: 'microseconds',
  numerator: sql`f.valid AND f.reported AND f.contacted`,
}
