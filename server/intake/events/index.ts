export { deriveLogs } from './derive.ts'
export { importEventsWithin } from './import.ts'
export { recountLogs } from './recount.ts'
