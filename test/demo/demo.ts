import { readFileSync } from 'node:fs'
import { CentrePack, type Ticket, type TicketEvent } from '@grid/data/contract'
import { AreaCollection, areaTree, type Grid } from '../../scripts/build-demo/area-tree.ts'
import type { Point } from '../../scripts/build-demo/polygon.ts'
import { buildTickets } from '../../scripts/build-demo/tickets.ts'

/** The folder of the Gaoling pack. */
export const pack = new URL('../../data/packs/gaoling/', import.meta.url)
const json = (name: string): unknown => JSON.parse(readFileSync(new URL(name, pack), 'utf8'))

export const areas = AreaCollection.parse(json('areas.geojson'))
export const centre = CentrePack.parse(json('centre.json'))
export const tree = areaTree(areas)

const demo = buildTickets(areas, centre)
/** Every ticket of the demo, made anew from the pack's areas and `centre.json`. */
export const tickets: readonly Ticket[] = [...demo.tickets]
/** Every line of their logs. */
export const events: readonly TicketEvent[] = [...demo.events]

const logs = new Map<string, TicketEvent[]>()
for (const event of events) {
  const log = logs.get(event.ticket)
  if (log) log.push(event)
  else logs.set(event.ticket, [event])
}

/** The log of a ticket in the order of the file. */
export function logOf({ id }: Ticket): readonly TicketEvent[] {
  return logs.get(id) ?? []
}

/** The point a ticket names, when it is one that can be: neither 0,0 nor swapped. */
export function pointOf({ lon, lat }: Ticket): Point | undefined {
  return lon !== undefined && lat !== undefined && lon > 100 ? [lon, lat] : undefined
}

const gridOf = new Map(tickets.map((ticket) => [ticket.id, located(ticket)]))

/** Code of the smallest area a ticket can be put in: a basic grid by its point, else the area it names. */
export function areaOf({ id }: Ticket): string {
  return gridOf.get(id) ?? ''
}

function located(ticket: Ticket): string {
  const point = pointOf(ticket)
  const grid: Grid | undefined = point && tree.gridAt(point)
  return grid?.code ?? ticket.area ?? ''
}

/** Tickets of each month of the demo, from July 2024. */
export function byMonth(some: readonly Ticket[]): number[] {
  const counts = new Array<number>(24).fill(0)
  for (const { reported_at } of some) {
    const month = Number(reported_at.slice(0, 4)) * 12 + Number(reported_at.slice(5, 7)) - 1 - (2024 * 12 + 6)
    counts[month] = (counts[month] ?? 0) + 1
  }
  return counts
}

export function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}
