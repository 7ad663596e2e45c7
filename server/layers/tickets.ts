import { number, numberOrNull, text } from '../centre/index.ts'
import { type Asking, asOfOf } from '../filter/index.ts'
import { empty, join, name, type Row, sql } from '../store/index.ts'
import { boxOfRow } from './box.ts'
import { described } from './described.ts'
import type { Feature, Layer, LayerQuestion, OpenLayer } from './layer.ts'
import { publicProperties, publicTickets } from './public-tickets.ts'
import { ticketPages } from './ticket-pages.ts'
import { chosenTickets, ticketProperties, told } from './ticket-properties.ts'
import { tiledTickets } from './ticket-tiles.ts'

/** What the layer of tickets is called. */
export const ticketsFace = {
  id: 'tickets',
  title: { en: 'Tickets', zh: '工单' },
  meaning: {
    en: 'Tickets reported in the period, those of the list; tickets without a point have no place',
    zh: '期内上报的工单，与列表一致；无坐标的工单没有位置',
  },
  geometry: 'Point' as const,
  shown: 'overdue',
}

/** The tickets of the list. */
export const ticketsLayer: Layer = {
  ...ticketsFace,
  properties: async (asking, { profile, filter }) =>
    profile === 'public' ? [...publicProperties] : ticketProperties(asking, asOfOf(asking, filter)).map(told),
  open: (asking, question) =>
    question.profile === 'public'
      ? publicTickets(asking, ticketsFace, question)
      : internalTickets(asking, question),
  tiled: async (asking, question) => tiledTickets(asking, ticketsFace, question),
}

async function internalTickets(asking: Asking, question: LayerQuestion): Promise<OpenLayer> {
  const { store, signal } = asking
  const properties = ticketProperties(asking, asOfOf(asking, question.filter))
  const where = chosenTickets(asking, question, properties)
  const pages = ticketPages(store)
  const row = await pages.whole(asking, where)
  const description = described(asking, ticketsFace, question, {
    features: number(row?.tickets),
    bbox: boxOfRow(row),
    properties: properties.map(told),
  })
  const places = properties.map((_, index) => `p${index}`)
  const columns = join(properties.map(({ column }, index) => sql`${column} AS ${name(places[index]!)}`))
  const featureOf = (row: Row): Feature => {
    const lon = numberOrNull(row.lon)
    const lat = numberOrNull(row.lat)
    return {
      id: text(row.p0),
      geometry: lon === null || lat === null ? null : { type: 'Point', coordinates: [lon, lat] },
      values: properties.map(({ read }, index) => read(row, places[index]!)),
    }
  }
  return {
    description,
    features: async function* (page) {
      const shown = page ? await pages.within(asking, where, page) : where
      if (!shown) return
      const order = page ? sql`ORDER BY t.key` : empty
      const batches = store.trickle(
        sql`SELECT ${columns}, t.lon, t.lat FROM ticket t WHERE ${shown} ${order}`,
        { signal },
      )
      for await (const rows of batches) yield rows.map(featureOf)
    },
  }
}
