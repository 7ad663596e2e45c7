import type { AreaFeature, EmergingPlace, Hotspot, HotspotPlace, LayerDescription } from '@grid/data/contract'
import { listAreas } from '../areas/index.ts'
import type { Asking } from '../filter/index.ts'
import { emerging, hotspots } from '../hotspots/index.ts'
import { badParameters } from '../problems.ts'
import { answerLayer, type RowProperty } from './answer-layer.ts'
import type { Geometry, LayerQuestion } from './layer.ts'
import { wound } from './winding.ts'

/** A place with its outline; a cell brings its own, an area's is looked up. */
type Placed<Place> = Place & { outline: Geometry | null }

const place: readonly RowProperty<HotspotPlace>[] = [
  {
    name: 'id',
    kind: 'text',
    label: { en: 'H3 index or code of the area', zh: 'H3 编码或区域代码' },
    read: ({ id }) => id,
  },
  {
    name: 'area',
    kind: 'text',
    label: { en: 'Smallest area at its middle', zh: '中心所在最小区域' },
    read: ({ area }) => area,
  },
  {
    name: 'edge',
    kind: 'truth',
    label: { en: 'At the edge of what was looked at', zh: '位于研究范围边缘' },
    read: ({ edge }) => edge,
  },
]

const takes = ['cell', 'level', 'neighbours'] as const

/** Hot and cold places. */
export const hotspotsLayer = answerLayer<Placed<Hotspot>>({
  id: 'hotspots',
  title: { en: 'Hot spots', zh: '热点' },
  meaning: {
    en: 'Getis and Ord’s Gi* of every cell, or every area of a level, after control of the false discovery rate',
    zh: '各单元（或某层级各区域）的 Getis-Ord Gi*，已控制错误发现率',
  },
  geometry: 'MultiPolygon',
  takes,
  shown: 'class',
  properties: [
    ...place,
    {
      name: 'class',
      kind: 'text',
      label: { en: 'Class', zh: '类别' },
      meaning: {
        en: 'hot or cold at 90, 95 or 99 % by p_adjusted',
        zh: '按 p_adjusted 在 90、95、99% 水平为热点或冷点',
      },
      read: (row) => row.class,
    },
    {
      name: 'raw_class',
      kind: 'text',
      label: { en: 'Class by p as it is', zh: '未校正类别' },
      read: ({ rawClass }) => rawClass,
    },
    {
      name: 'tickets',
      kind: 'whole number',
      label: { en: 'Tickets', zh: '工单数' },
      unit: 'tickets',
      read: ({ count }) => count,
    },
    {
      name: 'expected',
      kind: 'number',
      label: { en: 'If spread evenly', zh: '均匀分布时' },
      unit: 'tickets',
      read: ({ expected }) => expected,
    },
    {
      name: 'around',
      kind: 'whole number',
      label: { en: 'Tickets of the neighbourhood', zh: '邻域工单数' },
      unit: 'tickets',
      read: ({ around }) => around,
    },
    {
      name: 'around_expected',
      kind: 'number',
      label: { en: 'Neighbourhood if spread evenly', zh: '邻域均匀分布时' },
      unit: 'tickets',
      read: ({ aroundExpected }) => aroundExpected,
    },
    {
      name: 'neighbours',
      kind: 'whole number',
      label: { en: 'Neighbours', zh: '邻居数' },
      read: ({ neighbours }) => neighbours,
    },
    {
      name: 'households',
      kind: 'whole number',
      label: { en: 'Households', zh: '户数' },
      read: ({ households }) => households,
    },
    {
      name: 'rate',
      kind: 'number',
      label: { en: 'Tickets per 1,000 households', zh: '千户工单数' },
      unit: 'per 1,000 households',
      read: ({ rate }) => rate,
    },
    {
      name: 'z',
      kind: 'number',
      label: { en: 'Gi* as a standard score', zh: 'Gi*（标准分）' },
      read: ({ z }) => z,
    },
    { name: 'p', kind: 'number', label: { en: 'p, two-sided', zh: '双侧 p 值' }, read: ({ p }) => p },
    {
      name: 'p_adjusted',
      kind: 'number',
      label: { en: 'p after Benjamini and Hochberg', zh: 'BH 校正 p 值' },
      read: ({ pAdjusted }) => pAdjusted,
    },
  ],
  idOf: ({ id }) => id,
  placeOf: ({ outline }) => outline,
  ask: hot,
})

/** How hot and cold places came about. */
export const emergingLayer = answerLayer<Placed<EmergingPlace>>({
  id: 'emerging',
  title: { en: 'Emerging hot spots', zh: '新兴热点' },
  meaning: {
    en: 'Which of seventeen patterns over time every cell, or every area of a level, shows',
    zh: '各单元（或某层级各区域）随时间呈现的十七种模式之一',
  },
  geometry: 'MultiPolygon',
  takes: [...takes, 'step'],
  shown: 'class',
  properties: [
    ...place,
    { name: 'class', kind: 'text', label: { en: 'Pattern', zh: '模式' }, read: (row) => row.class },
    {
      name: 'tickets',
      kind: 'whole number',
      label: { en: 'Tickets over all steps', zh: '各时段工单总数' },
      unit: 'tickets',
      read: ({ count }) => count,
    },
    { name: 'trend', kind: 'text', label: { en: 'Trend', zh: '趋势' }, read: ({ trend }) => trend.direction },
    {
      name: 'trend_s',
      kind: 'number',
      label: { en: "Kendall's score", zh: 'Kendall S' },
      read: ({ trend }) => trend.s,
    },
    {
      name: 'trend_z',
      kind: 'number',
      label: { en: 'Trend, standard score', zh: '趋势标准分' },
      read: ({ trend }) => trend.z,
    },
    {
      name: 'trend_p',
      kind: 'number',
      label: { en: 'Trend, p two-sided', zh: '趋势双侧 p 值' },
      read: ({ trend }) => trend.p,
    },
    {
      name: 'running',
      kind: 'whole number',
      label: { en: 'Steps hot or cold to the last', zh: '至今连续热（冷）时段数' },
      read: ({ running }) => running,
    },
    {
      name: 'steps',
      kind: 'text',
      label: { en: 'Steps, 3 hot to -3 cold', zh: '各时段（3 热至 -3 冷）' },
      read: ({ steps }) => steps.join(' '),
    },
  ],
  idOf: ({ id }) => id,
  placeOf: ({ outline }) => outline,
  ask: async (asking, question) => {
    const answer = await emerging(
      asking,
      { ...placesOf(question), step: question.options.step, stepsBack: 1, confidence: 90 },
      question.filter,
    )
    return { rows: await outlined(asking, question, answer.cells), notes: notesOf(answer) }
  },
})

async function hot(asking: Asking, question: LayerQuestion) {
  const answer = await hotspots(asking, { ...placesOf(question), value: 'count' }, question.filter)
  return { rows: await outlined(asking, question, answer.cells), notes: notesOf(answer) }
}

function placesOf({ options: { cell, level, neighbours = { by: 'rings', rings: 1 } } }: LayerQuestion) {
  if (cell !== undefined && level !== undefined)
    throw badParameters([
      { parameter: 'level', detail: 'names areas, and "cell" hexagons: write one of the two' },
    ])
  return { cell, level, neighbours, boundaries: true }
}

async function outlined<Place extends HotspotPlace>(
  asking: Asking,
  { options: { level } }: LayerQuestion,
  places: readonly Place[],
): Promise<Placed<Place>[]> {
  const areas = level === undefined ? [] : (await listAreas(asking, { level, kind: 'basic' })).features
  const byCode = new Map(areas.map((area) => [area.id, area]))
  return places.map((row) => ({ ...row, outline: outlineOf(row, byCode.get(row.id)) }))
}

function outlineOf({ boundary }: HotspotPlace, area: AreaFeature | undefined): Geometry | null {
  if (boundary)
    return wound({
      type: 'Polygon',
      coordinates: [boundary.map(([lon, lat]): [number, number] => [lon, lat])],
    })
  return area?.geometry ? wound(area.geometry) : null
}

function notesOf({
  region,
  verdict,
  warnings,
}: {
  region: LayerDescription['title']
  verdict: { text: LayerDescription['title'] }
  warnings: readonly { text: LayerDescription['title'] }[]
}): LayerDescription['notes'] {
  return [region, verdict.text, ...warnings.map(({ text }) => text)]
}
