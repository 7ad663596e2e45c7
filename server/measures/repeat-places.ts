import { sql } from '../store/index.ts'
import type { MeasureDefinition } from './measure.ts'

export const repeatPlaces: MeasureDefinition = {
  entry: {
    id: 'repeat_places',
    label: { en: 'Repeat places', zh: '重复发生点位' },
    group: 'volume',
    headline: false,
    unit: 'times',
    direction: 'less is better',
    additive: true,
    period: 'reported',
    formula: {
      en: "Times a place had, by the centre's rule, so many tickets of one category within so many metres in so many days (3, 50 m and 30 days unless the centre says otherwise), counted at the ticket that completes the number; a place counts at most once in these days. Points that tickets of many categories share exactly are left out",
      zh: '按中心规则，同一类别工单在规定天数内、规定距离内达到规定件数（默认30天、50米、3件）的点位次数，计在凑足件数的那件工单上；同一点位在规定天数内最多计一次；多类工单共用同一坐标的点不计',
    },
    numerator: { en: 'times a place became or stayed one', zh: '点位重复发生次数' },
    denominator: null,
    source: 'default of this product',
  },
  needs: ['points'],
  kind: 'count',
  numerator: sql`f.valid AND f.reported AND f.completes_repeat_place`,
}
