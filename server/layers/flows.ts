import type { FlowBy, FlowLink, FlowNode } from '@grid/data/contract'
import { flowMatrix } from '../flows/index.ts'
import { answerLayer } from './answer-layer.ts'
import type { Geometry } from './layer.ts'

/** Hand-offs from one holder to another, with both. */
interface Flow extends Omit<FlowLink, 'from' | 'to'> {
  by: FlowBy
  from: FlowNode | undefined
  to: FlowNode | undefined
}

/** Who hands what to whom. */
export const flowsLayer = answerLayer<Flow>({
  id: 'flows',
  title: { en: 'Hand-offs', zh: '流转' },
  meaning: {
    en: 'Hand-offs of the tickets reported in the period between units, tiers or areas; those of a holder without a place, or within one holder, have no line',
    zh: '期内上报工单在单位、层级或区域间的流转；无位置的承办方及其内部流转没有连线',
  },
  geometry: 'LineString',
  takes: ['by', 'level'],
  shown: 'hand_offs',
  properties: [
    { name: 'by', kind: 'text', label: { en: 'Between', zh: '承办方类型' }, read: ({ by }) => by },
    { name: 'from', kind: 'text', label: { en: 'From', zh: '转出方' }, read: ({ from }) => from?.id ?? null },
    {
      name: 'from_name',
      kind: 'text',
      label: { en: 'From, name', zh: '转出方名称' },
      read: ({ from }) => nameOf(from),
    },
    { name: 'to', kind: 'text', label: { en: 'To', zh: '转入方' }, read: ({ to }) => to?.id ?? null },
    {
      name: 'to_name',
      kind: 'text',
      label: { en: 'To, name', zh: '转入方名称' },
      read: ({ to }) => nameOf(to),
    },
    {
      name: 'hand_offs',
      kind: 'whole number',
      label: { en: 'Hand-offs', zh: '流转次数' },
      unit: 'times',
      read: ({ handOffs }) => handOffs,
    },
    {
      name: 'tickets',
      kind: 'whole number',
      label: { en: 'Tickets', zh: '工单数' },
      unit: 'tickets',
      read: ({ tickets }) => tickets,
    },
    {
      name: 'direction',
      kind: 'text',
      label: { en: 'Direction', zh: '方向' },
      read: ({ direction }) => direction,
    },
    {
      name: 'co_assigned',
      kind: 'whole number',
      label: { en: 'Helpers called in', zh: '协办次数' },
      read: ({ coAssigned }) => coAssigned,
    },
    {
      name: 'first_dispatches',
      kind: 'whole number',
      label: { en: 'First dispatches', zh: '首次派遣次数' },
      read: ({ firstDispatches }) => firstDispatches,
    },
    {
      name: 'before_median',
      kind: 'number',
      label: { en: 'Median hours the giver had it', zh: '转出方持有时长中位数（小时）' },
      unit: 'hours',
      read: ({ before }) => before.median,
    },
    {
      name: 'waiting_median',
      kind: 'number',
      label: { en: 'Median hours to the signature', zh: '待签收时长中位数（小时）' },
      unit: 'hours',
      read: ({ waiting }) => waiting.median,
    },
  ],
  idOf: ({ from, to }) => `${from?.id ?? ''}>${to?.id ?? ''}`,
  placeOf: ({ from, to }) => lineOf(from, to),
  ask: async (asking, { filter, options: { by = 'unit', level } }) => {
    const { links, nodes } = await flowMatrix(asking, { by, level }, filter)
    const byId = new Map(nodes.map((node) => [node.id, node]))
    return {
      rows: links.map(({ from, to, ...link }) => ({ ...link, by, from: byId.get(from), to: byId.get(to) })),
    }
  },
})

function nameOf(node: FlowNode | undefined): string | null {
  if (!node?.name) return null
  const { en, zh } = node.name
  return en === zh ? zh : `${zh} / ${en}`
}

function lineOf(from: FlowNode | undefined, to: FlowNode | undefined): Geometry | null {
  if (!from?.place || !to?.place || from.id === to.id) return null
  return {
    type: 'LineString',
    coordinates: [
      [from.place.lon, from.place.lat],
      [to.place.lon, to.place.lat],
    ],
  }
}
