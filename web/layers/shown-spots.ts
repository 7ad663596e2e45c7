import type { EmergingHotspots, Hotspots, RepeatPlaces, Warnings } from '@grid/data/contract'

/** What the map shows in place of figures of areas. */
export type Spots =
  | { kind: 'hotspots'; answer: Hotspots }
  | { kind: 'emerging'; answer: EmergingHotspots }
  | { kind: 'repeats'; answer: RepeatPlaces }
  | { kind: 'warnings'; answer: Warnings }
