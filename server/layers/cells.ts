import { type CountedCell, countedCells } from '../hotspots/index.ts'
import { answerLayer } from './answer-layer.ts'
import type { Geometry } from './layer.ts'
import { publicCells } from './public-cells.ts'
import { ticketsFace } from './tickets.ts'
import { wound } from './winding.ts'

const outlines = new WeakMap<object, Geometry>()

/** The outline of a boundary, the same object as long as the cell is kept: tiles keep what they make of it. */
function outlineOf(boundary: NonNullable<CountedCell['boundary']>): Geometry {
  const known =
    outlines.get(boundary) ??
    wound({ type: 'Polygon', coordinates: [boundary.map(([lon, lat]): [number, number] => [lon, lat])] })
  outlines.set(boundary, known)
  return known
}

/** Cells that hold tickets, with how many. */
export const cellsLayer = answerLayer<CountedCell>({
  id: 'cells',
  title: { en: 'Tickets by cell', zh: '单元工单数' },
  meaning: {
    en: 'Hexagons of the H3 grid that hold tickets reported in the period, with how many',
    zh: '含有期内上报工单的 H3 六边形及其工单数',
  },
  geometry: 'MultiPolygon',
  takes: ['cell'],
  shown: 'tickets',
  // its middle is the outline's own
  toldOnTiles: ['id', 'tickets'],
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
  placeOf: ({ boundary }) => boundary && outlineOf(boundary),
  ask: async (asking, { filter, options: { cell } }) => ({ rows: await countedCells(asking, cell, filter) }),
  askPublic: (asking, question) => publicCells(asking, ticketsFace, question),
})
