export { listTickets, type Page } from './list.ts'
export { ticketWithId } from './ticket.ts'
