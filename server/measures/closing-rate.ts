import { sql } from '../store/index.ts'
import type { MeasureDefinition } from './measure.ts'

export const closingRate: MeasureDefinition = {
  entry: {
    id: 'closing_rate',
    label: { en: 'Closing rate', zh: '结案率' },
    group: 'closing',
    headline: true,
    unit: 'share',
    direction: 'more is better',
    additive: false,
    period: 'closed',
    formula: {
      en: 'Tickets closed in the period / tickets due to close: closed or handled in the period, or open and past their deadline at its end; suspended ones left out',
      zh: '期内结案数 ÷ 应结案数；应结案数为期内结案或处置的工单，加上期末超期在办工单，挂账件除外',
    },
    numerator: { en: 'closed in the period', zh: '期内结案数' },
    denominator: { en: 'due to close', zh: '应结案数' },
    source: 'checked against a published monthly bulletin: 911/972 = 93.72 %',
  },
  needs: ['deadlines'],
  kind: 'share',
  numerator: sql`f.valid AND f.closed`,
  denominator: sql`f.valid AND (f.closed OR f.outstanding)`,
}
