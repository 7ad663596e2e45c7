import { Ticket, TicketEvent } from '@grid/data/contract'
import { csvLines } from './csv.ts'
import type { Demo } from './tickets.ts'

const ticketColumns = Ticket.keyof().options
const eventColumns = TicketEvent.keyof().options

/** The demo's two tables as text, columns named and ordered as the contract's rows. */
export function demoFiles({ tickets, events }: Demo): { tickets: string; events: string } {
  return {
    tickets: [...csvLines(ticketColumns, tickets)].join(''),
    events: [...csvLines(eventColumns, events)].join(''),
  }
}
