import type { LayerProperty } from '@grid/data/contract'
import { cellNumber, storedResolution } from '../cells/index.ts'
import { number } from '../centre/index.ts'
import { type Asking, asOfOf } from '../filter/index.ts'
import { all, join, name, type Row, type Sql, sql } from '../store/index.ts'
import { boxOfRow } from './box.ts'
import type { Feature, LayerFace, LayerQuestion, Position, Square, Tiled } from './layer.ts'
import { publicTickets } from './public-tickets.ts'
import { chosenTickets, type TicketProperty, ticketProperties, told } from './ticket-properties.ts'

/** Tickets that a square tells one by one; where there are more they are heaped. */
const mostAlone = 1000

const count: LayerProperty = {
  name: 'tickets',
  kind: 'whole number',
  label: { en: 'Tickets', zh: '工单数' },
  unit: 'tickets',
  meaning: {
    en: `Tickets that the point stands for. A tile of more than ${mostAlone} tickets counts them by small H3 cells, some ten pixels apart, each at the middle of its tickets within the tile, and leaves the other properties out; none is left out of the count`,
    zh: `该点所代表的工单数。一个瓦片超过 ${mostAlone} 件工单时，按间距约十个像素的 H3 单元计数，位于瓦片内该单元工单的中心，不含其他属性；计数无遗漏`,
  },
}

/** From this zoom on a tile is some streets: most hold few enough to tell them one by one. */
const streets = 15

/** What a tile tells of a single ticket: enough to draw it and to ask for the rest. */
const toldAlone = [
  'id',
  'source',
  'category',
  'urgency',
  'status',
  'status_kind',
  'tier',
  'unit',
  'reported_at',
  'due_at',
  'overdue',
]

/** Tickets on tiles: one by one where a square holds few, else heaped with their number. */
export function tiledTickets(asking: Asking, layer: LayerFace, question: LayerQuestion): Tiled {
  if (question.profile === 'public')
    return { properties: [count], all: () => publicHeaps(asking, layer, question) }
  const properties = ticketProperties(asking, asOfOf(asking, question.filter))
  const alone = (question.told ?? toldAlone).flatMap(
    (wanted) => properties.find((property) => property.name === wanted) ?? [],
  )
  const chosen = chosenTickets(asking, question, properties)
  return {
    properties: [count, ...alone.map(told)],
    within: async (square) => {
      const where = all([chosen, inSquare(square)])
      if (zoomOf(square) >= streets) {
        const few = await oneByOne(asking, where, alone)
        if (few.length <= mostAlone) return few
      }
      const heaps = await heaped(asking, where, square)
      const tickets = heaps.reduce((sum, { values: [heap] }) => sum + Number(heap), 0)
      return tickets > mostAlone ? heaps : await oneByOne(asking, where, alone)
    },
    bounds: async () => {
      const [row] = await asking.store.read(
        sql`SELECT min(t.lon) AS west, min(t.lat) AS south, max(t.lon) AS east, max(t.lat) AS north
          FROM ticket t WHERE ${chosen}`,
        { signal: asking.signal },
      )
      return boxOfRow(row)
    },
  }
}

/** Of the public tickets those that tell their square, heaped on it: nothing is told that their file does not. */
async function publicHeaps(asking: Asking, layer: LayerFace, question: LayerQuestion): Promise<Feature[]> {
  const open = await publicTickets(asking, layer, question)
  const heaps = new Map<string, { coordinates: Position; tickets: number }>()
  for await (const batch of open.features())
    for (const { geometry } of batch) {
      if (geometry?.type !== 'Point') continue
      const { coordinates } = geometry
      const heap = heaps.get(String(coordinates))
      if (heap) heap.tickets++
      else heaps.set(String(coordinates), { coordinates, tickets: 1 })
    }
  return [...heaps].map(([id, { coordinates, tickets }]) => ({
    id,
    geometry: { type: 'Point', coordinates },
    values: [tickets],
  }))
}

async function heaped({ store, signal }: Asking, where: Sql, square: Square): Promise<Feature[]> {
  const rows = await store.read(
    sql`SELECT ${cellNumber(heapResolution(square))} AS heap,
      count(*) AS tickets, avg(t.lon) AS lon, avg(t.lat) AS lat FROM ticket t WHERE ${where} GROUP BY heap`,
    { signal },
  )
  return rows.map((row) => pointOf(row, [number(row.tickets)]))
}

/** The resolution of H3 cells that lie some ten pixels apart on a square of 512: a finer one is √7 times as dense. */
function heapResolution(square: Square): number {
  const resolution = Math.round(zoomOf(square) / Math.log2(Math.sqrt(7)) + 1.2)
  return Math.min(storedResolution, Math.max(0, resolution))
}

function zoomOf({ west, east }: Square): number {
  return Math.round(Math.log2(360 / (east - west)))
}

/** Tickets with what is told of each, in the order they are kept; of more than a tile tells one by one just one more. */

async function oneByOne(
  { store, signal }: Asking,
  where: Sql,
  properties: readonly TicketProperty[],
): Promise<Feature[]> {
  const places = properties.map((_, index) => `p${index}`)
  const columns = join(properties.map(({ column }, index) => sql`${column} AS ${name(places[index]!)}`))
  const rows = await store.read(
    sql`SELECT ${columns}, t.lon, t.lat FROM ticket t WHERE ${where} LIMIT ${mostAlone + 1}`,
    { signal },
  )
  return rows.map((row) =>
    pointOf(row, [1, ...properties.map(({ read }, index) => read(row, places[index]!))]),
  )
}

function pointOf(row: Row, values: Feature['values']): Feature {
  const coordinates: Position = [number(row.lon), number(row.lat)]
  return { id: '', geometry: { type: 'Point', coordinates }, values }
}

function inSquare({ west, south, east, north }: Square): Sql {
  return sql`t.lon >= ${double(west)} AND t.lon < ${double(east)} AND t.lat > ${double(south)} AND t.lat <= ${double(north)}`
}

function double(value: number): Sql {
  return sql`CAST(${value} AS DOUBLE)`
}
