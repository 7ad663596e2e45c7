/** Tickets of one upper category, or of all (`id` null), ready to be scanned. */
export interface GroupTask {
  id: string | null
  /** tickets by place, and within it by day, the last day first */
  counts: Int32Array
  /** tickets by place in the reference days, and in the rest of the history */
  reference: Int32Array
  rest: Int32Array
  /** part of what is expected on the last day, the one before, ... */
  days: Float64Array
}

/** Everything a worker needs: numbers alone, no database. */
export interface ScanTask {
  /** centres of the cells on a plane, metres */
  x: Float64Array
  y: Float64Array
  /** tickets of all categories by place over the whole history */
  all: Int32Array
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
  /** `p`, or where no replication is as large its estimate from the tail */
  tailP: number
}
