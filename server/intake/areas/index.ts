export type { DraftArea } from './draft.ts'
export { importAreasWithin } from './import.ts'
export { labelOf, partsOf } from './outline.ts'
export {
  editionDays,
  type Placers,
  placersFrom,
  placersOf,
  type VersionedArea,
  versionedAreas,
  versionOf,
} from './placers.ts'
export { AreaReader, sameArea } from './read.ts'
export { type PlacedAgain, pagesPlaced, reassignTickets } from './reassign.ts'
export { madeLevel } from './root.ts'
export { ranked, type Settled, settle } from './settle.ts'
export { settleTimes } from './settle-times.ts'
export { type StoredAreas, storedAreas } from './stored.ts'
export { type RankedArea, writeAreas } from './write.ts'
