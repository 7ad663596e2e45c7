import { sql } from '../store/index.ts'
import type { MeasureDefinition } from './measure.ts'

export const dueToClose: MeasureDefinition = {
  entry: {
    id: 'due_to_close',
    label: { en: 'Due to close', zh: '应结案数' },
    group: 'closing',
    headline: false,
    unit: 'tickets',
    direction: 'neutral',
    additive: true,
    period: 'closed',
    formula: {
      en: 'Tickets closed or handled in the period, and open ones past their deadline at its end; suspended ones left out',
      zh: '期内结案或处置的工单，加上期末超期在办工单；挂账件除外',
    },
    numerator: { en: 'tickets due to close', zh: '应结案工单' },
    denominator: null,
    source: 'common practice of grid centres',
  },
  needs: ['deadlines'],
  kind: 'count',
  numerator: sql`f.valid AND (f.closed OR f.outstanding)`,
}
