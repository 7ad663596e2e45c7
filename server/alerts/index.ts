export { AlertDesk, type DeskHouse } from './desk.ts'
