export { importTicketsWithin } from './import.ts'
