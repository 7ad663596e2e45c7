export { listTickets, type Page, pageOf } from './list.ts'
export { areasOfRow, overdueAt, rowColumns, rowOf } from './row.ts'
export { ticketWithId } from './ticket.ts'
