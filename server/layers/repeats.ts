import type { RepeatPlace } from '@grid/data/contract'
import { repeats } from '../repeats/index.ts'
import { answerLayer } from './answer-layer.ts'

/** More than any centre has: a file holds them all. */
const everyPlace = 1_000_000

/** Places where tickets of one category come back, by the pack's own rule. */
export const repeatsLayer = answerLayer<RepeatPlace>({
  id: 'repeats',
  title: { en: 'Repeat places', zh: '重复诉求点位' },
  meaning: {
    en: 'Places where tickets of one category come back, by the rule of the centre',
    zh: '按本中心规则，同类工单反复出现的点位',
  },
  geometry: 'Point',
  shown: 'tickets',
  properties: [
    { name: 'id', kind: 'text', label: { en: 'Id', zh: '编号' }, read: ({ id }) => id },
    {
      name: 'category',
      kind: 'text',
      label: { en: 'Category', zh: '类别' },
      read: ({ category }) => category,
    },
    {
      name: 'tickets',
      kind: 'whole number',
      label: { en: 'Tickets', zh: '工单数' },
      unit: 'tickets',
      read: ({ count }) => count,
    },
    {
      name: 'radius',
      kind: 'number',
      label: { en: 'Metres to the farthest ticket', zh: '最远工单距离（米）' },
      read: ({ radius }) => radius,
    },
    { name: 'first', kind: 'day', label: { en: 'First day', zh: '首次日期' }, read: ({ first }) => first },
    { name: 'last', kind: 'day', label: { en: 'Last day', zh: '末次日期' }, read: ({ last }) => last },
    {
      name: 'days_since_last',
      kind: 'whole number',
      label: { en: 'Days since the last', zh: '距末次天数' },
      read: ({ daysSinceLast }) => daysSinceLast,
    },
    { name: 'active', kind: 'truth', label: { en: 'Active', zh: '仍在持续' }, read: ({ active }) => active },
    {
      name: 'came_back',
      kind: 'whole number',
      label: { en: 'Closed as solved and back again', zh: '办结后复发次数' },
      read: ({ cameBack }) => cameBack,
    },
    {
      name: 'areas',
      kind: 'text',
      label: { en: 'Codes of its areas', zh: '所在区域代码' },
      read: ({ areas }) => areas.join(' '),
    },
    {
      name: 'shared_point',
      kind: 'truth',
      label: { en: 'On a point that many tickets share', zh: '位于众多工单共用坐标' },
      read: ({ sharedPoint }) => sharedPoint !== null,
    },
    {
      name: 'ticket_ids',
      kind: 'text',
      label: { en: 'Ids of its tickets, the latest hundred', zh: '工单编号（最近一百件）' },
      read: ({ tickets }) => tickets.map(({ id }) => id).join(' '),
    },
  ],
  idOf: ({ id }) => id,
  placeOf: ({ centre: [lon, lat] }) => ({ type: 'Point', coordinates: [lon, lat] }),
  ask: async (asking, { filter }) => {
    const { tickets, metres, days } = asking.centre.pack.repeats
    const { places } = await repeats(
      asking,
      { tickets, metres, days, by: 'category', limit: everyPlace },
      filter,
    )
    return { rows: places }
  },
})
