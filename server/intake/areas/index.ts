export { importAreasWithin } from './import.ts'
export { placedAreas } from './stored.ts'
