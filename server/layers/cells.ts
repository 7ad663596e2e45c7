import { hotspots } from '../hotspots/index.ts'
import { answerLayer } from './answer-layer.ts'
import { type PublicCell, publicCells } from './public-cells.ts'
import { ticketsFace } from './tickets.ts'
import { wound } from './winding.ts'

/** Cells that hold tickets, with how many. */
export const cellsLayer = answerLayer<PublicCell>({
  id: 'cells',
  title: { en: 'Tickets by cell', zh: '单元工单数' },
  meaning: {
    en: 'Hexagons of the H3 grid that hold tickets reported in the period, with how many',
    zh: '含有期内上报工单的 H3 六边形及其工单数',
  },
  geometry: 'MultiPolygon',
  takes: ['cell'],
  shown: 'tickets',
  properties: [
    { name: 'id', kind: 'text', label: { en: 'H3 index', zh: 'H3 编码' }, read: ({ id }) => id },
    {
      name: 'tickets',
      kind: 'whole number',
      label: { en: 'Tickets', zh: '工单数' },
      unit: 'tickets',
      read: ({ count }) => count,
    },
    {
      name: 'lon',
      kind: 'number',
      label: { en: 'Longitude of its middle', zh: '中心经度' },
      read: ({ centre }) => centre?.[0] ?? null,
    },
    {
      name: 'lat',
      kind: 'number',
      label: { en: 'Latitude of its middle', zh: '中心纬度' },
      read: ({ centre }) => centre?.[1] ?? null,
    },
  ],
  idOf: ({ id }) => id,
  placeOf: ({ boundary }) =>
    boundary &&
    wound({ type: 'Polygon', coordinates: [boundary.map(([lon, lat]): [number, number] => [lon, lat])] }),
  ask: async (asking, { filter, options: { cell } }) => {
    const question = {
      cell,
      neighbours: { by: 'rings', rings: 1 },
      value: 'count',
      boundaries: true,
    } as const
    const { cells } = await hotspots(asking, question, filter)
    return { rows: cells.filter(({ count }) => count > 0) }
  },
  askPublic: (asking, question) => publicCells(asking, ticketsFace, question),
})
