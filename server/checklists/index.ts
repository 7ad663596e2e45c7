export { checklistsByArea } from './areas.ts'
export { checklists } from './checklists.ts'
export { mechanisms } from './mechanisms.ts'
export { type Behind, ticketsBehind } from './tickets.ts'
