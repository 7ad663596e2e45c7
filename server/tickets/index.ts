export { listTickets, type Page, pageOf } from './list.ts'
export { ticketWithId } from './ticket.ts'
