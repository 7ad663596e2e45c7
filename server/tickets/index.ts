export { listTickets, type Page, pageOf } from './list.ts'
export { overdueAt } from './row.ts'
export { ticketWithId } from './ticket.ts'
