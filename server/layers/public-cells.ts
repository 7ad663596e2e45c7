import { type CellSize, cellSizes } from '@grid/data/contract'
import { cellToBoundary, cellToLatLng, latLngToCell } from 'h3-js'
import type { Asking } from '../filter/index.ts'
import type { CountedCell } from '../hotspots/index.ts'
import type { Answer } from './answer-layer.ts'
import type { LayerFace, LayerQuestion } from './layer.ts'
import { publicTickets } from './public-tickets.ts'

/**
 * The public tickets that tell their square, counted by cell: whoever has that file can count them alike, so nothing is
 * told that it does not tell. A cell holds as many tickets as may be told, or none.
 */
export async function publicCells(
  asking: Asking,
  tickets: LayerFace,
  question: LayerQuestion,
): Promise<Answer<CountedCell>> {
  const resolution = resolutionOf(question.options.cell ?? 'community')
  const open = await publicTickets(asking, tickets, { ...question, options: {} })
  const counts = new Map<string, number>()
  for await (const batch of open.features())
    for (const { geometry } of batch) {
      if (geometry?.type !== 'Point') continue
      const [lon, lat] = geometry.coordinates
      const cell = latLngToCell(lat, lon, resolution)
      counts.set(cell, (counts.get(cell) ?? 0) + 1)
    }
  const { suppression } = open.description
  const rows = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, count]) => cellOf(id, count))
  const notes = [
    {
      en: 'Counts the public tickets that tell their square, and no others',
      zh: '仅统计公开工单中给出方格位置者',
    },
  ]
  return { rows, notes, ...(suppression ? { suppression } : {}) }
}

function cellOf(id: string, count: number): CountedCell {
  const [lat, lon] = cellToLatLng(id)
  const ring = cellToBoundary(id, true).map(([x, y]): [number, number] => [x, y])
  return { id, count, centre: [lon, lat], boundary: ring }
}

function resolutionOf(size: CellSize): number {
  const named: Readonly<Record<string, number>> = cellSizes
  return named[size] ?? Number(size)
}
