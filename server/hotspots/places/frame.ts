import type { Neighbours, PlaceKind } from '@grid/data/contract'
import type { Neighbourhood } from '../statistics/neighbourhood.ts'

/** One of the places a centre is divided into. */
export interface Place {
  /** H3 index of a cell, code of an area */
  id: string
  /** what tickets are counted by: the number of a cell at its resolution, the place of an area in the frame */
  key: number
  centre: [number, number] | null
  /** of cells, closed */
  boundary: [number, number][] | null
  /** code of the smallest area that holds the centre */
  area: string | null
  /** of areas, where known */
  households: number | null
  /** part of it lies beyond the centre's outline */
  beyond: boolean
  /** a cell that lies wholly beyond the outlines of all areas: it is there because tickets are */
  outside: boolean
}

/** The places a centre is divided into, without any ticket: kept as long as no area changes. */
export interface Frame {
  readonly kind: PlaceKind
  readonly places: readonly Place[]
  /** who neighbours whom; a 400 problem where that would be too many */
  neighbourhood(neighbours: Neighbours): Promise<Neighbourhood>
  /** how many neighbours a place has where none are missing; undefined where that differs from place to place */
  full(neighbours: Neighbours): number | undefined
  /** numbers of the places that an area lies in, at least in part */
  within(code: string): readonly number[]
}
