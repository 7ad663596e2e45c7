import { cellSizes, type Neighbours, type PlaceKind } from '@grid/data/contract'
import {
  cellToBoundary,
  cellToLatLng,
  getHexagonAreaAvg,
  getHexagonEdgeLengthAvg,
  gridDisk,
  UNITS,
} from 'h3-js'
import { indexOfNumber, numberOfIndex } from '../../cells/index.ts'
import { badParameters } from '../../problems.ts'
import { type Neighbourhood, neighbourhoodOf } from '../statistics/neighbourhood.ts'
import { type Cover, mostCells, tooManyCells } from './cover.ts'
import { withinDistance } from './distance.ts'
import type { Frame, Place } from './frame.ts'
import { inSlices } from './slices.ts'

/** Pairs of neighbours of one frame: what memory and a question's time allow. */
export const mostPairs = 6_000_000

/** The hexagons of one size that cover a centre, and those beyond it that tickets lie in. */
export class Lattice implements Frame {
  readonly kind: PlaceKind
  readonly places: Place[] = []
  private readonly byIndex = new Map<string, number>()
  private readonly byNumber = new Map<number, number>()
  private neighbourhoods = new Map<string, Promise<Neighbourhood>>()

  private constructor(
    readonly resolution: number,
    private readonly cover: Cover,
  ) {
    this.kind = kindOf(resolution)
  }

  static async of(resolution: number, cover: Cover): Promise<Lattice> {
    const lattice = new Lattice(resolution, cover)
    const cells = [...cover.cells.keys()]
    await inSlices(cells.length, (index) => lattice.add(cells[index]!, false))
    return lattice
  }

  /** The place of a cell by its number; one that was not known joins the lattice, beyond the outlines. */
  placeOf(number: number): number {
    return this.byNumber.get(number) ?? this.join(number)
  }

  neighbourhood(neighbours: Neighbours): Promise<Neighbourhood> {
    const key = JSON.stringify(neighbours)
    let known = this.neighbourhoods.get(key)
    if (!known) {
      known = neighbours.by === 'rings' ? this.rings(neighbours.rings) : this.near(neighbours.metres)
      this.neighbourhoods.set(key, known)
      known.catch(() => this.neighbourhoods.delete(key))
    }
    return known
  }

  full(neighbours: Neighbours): number | undefined {
    return neighbours.by === 'rings' ? 3 * neighbours.rings * (neighbours.rings + 1) : undefined
  }

  within(code: string): readonly number[] {
    return (this.cover.of(code) ?? []).flatMap((index) => this.byIndex.get(index) ?? [])
  }

  private join(number: number): number {
    if (this.places.length >= mostCells) throw tooManyCells(this.places.length + 1)
    // whoever is at work on a neighbourhood keeps it; later ones know the new cell
    this.neighbourhoods = new Map()
    return this.add(indexOfNumber(number, this.resolution), true)
  }

  private add(index: string, outside: boolean): number {
    const [lat, lon] = cellToLatLng(index)
    const number = numberOfIndex(index)
    const place = this.places.length
    this.byIndex.set(index, place)
    this.byNumber.set(number, place)
    this.places.push({
      id: index,
      key: number,
      centre: [rounded(lon), rounded(lat)],
      boundary: cellToBoundary(index, true).map(([x, y]) => [rounded(x), rounded(y)]),
      area: this.cover.areaAt(index),
      households: null,
      beyond: outside || this.cover.cells.get(index) === true,
      outside,
    })
    return place
  }

  private async rings(rings: number): Promise<Neighbourhood> {
    const { length } = this.places
    if (length * this.full({ by: 'rings', rings })! > mostPairs) throw tooMany()
    const lists: number[][] = []
    await inSlices(length, (place) => {
      lists[place] = gridDisk(this.places[place]!.id, rings).flatMap((index) => {
        const other = this.byIndex.get(index)
        // cells that join meanwhile are not of this neighbourhood
        return other === undefined || other === place || other >= length ? [] : [other]
      })
    })
    return neighbourhoodOf(lists)
  }

  private async near(metres: number): Promise<Neighbourhood> {
    const found = await withinDistance(
      this.places.map(({ centre }) => centre),
      metres,
      mostPairs,
    )
    if (!found) throw tooMany()
    return found
  }
}

/** A millionth of a degree is a tenth of a metre. */
function rounded(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6
}

function kindOf(resolution: number): PlaceKind {
  for (const size of ['block', 'estate', 'community', 'street', 'district'] as const)
    if (cellSizes[size] === resolution)
      return {
        kind: 'cell',
        size,
        resolution,
        edgeMetres: getHexagonEdgeLengthAvg(resolution, UNITS.m),
        areaKm2: getHexagonAreaAvg(resolution, UNITS.km2),
      }
  throw new RangeError(`no size of cells has resolution ${resolution}`)
}

/** 400: neighbourhoods so wide that everything would neighbour everything. */
export function tooMany() {
  return badParameters([
    {
      parameter: 'neighbours',
      detail: 'reaches too far for places this small; write less, or a larger size',
    },
  ])
}
