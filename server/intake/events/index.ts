export { importEventsWithin } from './import.ts'
export { recountLogs } from './recount.ts'
