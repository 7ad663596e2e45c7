/** Tickets of a category in one place on one day of the history, group by group, the days in order. */
export interface PastGroups {
  /** where each reference day's groups begin, and where the last one's end */
  begins: Int32Array
  place: Int32Array
  tickets: Int32Array
}

/** Tickets of one upper category, or of all (`id` null), ready to be scanned. */
export interface GroupTask {
  id: string | null
  /** tickets by place, and within it by day, the last day first */
  counts: Int32Array
  /** tickets of the reference days */
  reference: PastGroups
  /** tickets by place in the rest of the history */
  rest: Int32Array
  /** part of what is expected on the last day, the one before, ... */
  days: Float64Array
  /** the same by the weekday alone, without the season */
  weekdays: number[]
}

/** Everything a worker needs: numbers alone, no database. */
export interface ScanTask {
  /** centres of the cells on a plane, metres */
  x: Float64Array
  y: Float64Array
  /** tickets of all categories by place over the whole history */
  all: Int32Array
  /** weekdays, 0 to 6, of the days scanned, the last one first, and of the reference days */
  scanned: Int32Array
  referred: Int32Array
  /** earlier years that tell the course of the season */
  seasons: number
  groups: GroupTask[]
  replications: number
  seed: number
}

/** A cluster found in the tickets of a group. */
export interface FoundCluster {
  group: string | null
  /** 1 for the most likely of its group, then 2, ... */
  rank: number
  /** places from the middle outwards */
  places: number[]
  days: number
  observed: number
  expected: number
  ratio: number
  p: number
  /** no replication was as large */
  beyond: boolean
}
