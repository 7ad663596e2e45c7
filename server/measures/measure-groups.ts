import type { Measure, MeasureGroup } from '@grid/data/contract'

/** What the groups of measures are called. */
export const groups: Readonly<Record<MeasureGroup, Measure['label']>> = {
  volume: { en: 'Volume and sources', zh: '数量与来源' },
  deadlines: { en: 'Deadlines', zh: '时限' },
  closing: { en: 'Handling and closing', zh: '处置与结案' },
  solving: { en: 'Where it is solved', zh: '解决层级' },
  handing_on: { en: 'Handing on', zh: '流转' },
  satisfaction: { en: 'Callback', zh: '回访评价' },
  checklists: { en: 'Checklists', zh: '清单' },
}
