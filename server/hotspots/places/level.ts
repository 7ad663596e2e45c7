import type { Neighbours, PlaceKind } from '@grid/data/contract'
import type { Level } from '../../centre/index.ts'
import type { Neighbourhood } from '../statistics/neighbourhood.ts'
import { stepsAway, touching } from './contiguity.ts'
import { withinDistance } from './distance.ts'
import type { Frame, Place } from './frame.ts'
import { mostPairs, tooMany } from './lattice.ts'
import type { OutlinedArea } from './outlines.ts'

/** The basic areas of one level, with and without an outline. */
export class LevelFrame implements Frame {
  readonly kind: PlaceKind
  readonly places: readonly Place[]
  private readonly byCode: ReadonlyMap<string, number>
  private readonly areas: readonly OutlinedArea[]
  private readonly neighbourhoods = new Map<string, Promise<Neighbourhood>>()

  constructor(
    level: Level,
    all: readonly OutlinedArea[],
    /** whether two areas lie on one branch of the tree */
    private readonly related: (a: string, b: string) => boolean,
  ) {
    this.kind = { kind: 'area', level: level.id }
    this.areas = all.filter(({ depth, kind }) => kind === 'basic' && depth === level.depth)
    this.places = this.areas.map(({ code, label, households }, key) => ({
      id: code,
      key,
      centre: label,
      boundary: null,
      area: code,
      households,
      beyond: false,
      outside: false,
    }))
    this.byCode = new Map(this.places.map(({ id, key }) => [id, key]))
  }

  /** The place of an area by its code; undefined where it is not of this level. */
  placeOf(code: string): number | undefined {
    return this.byCode.get(code)
  }

  neighbourhood(neighbours: Neighbours): Promise<Neighbourhood> {
    const key = JSON.stringify(neighbours)
    let known = this.neighbourhoods.get(key)
    if (!known) {
      known = neighbours.by === 'rings' ? this.steps(neighbours.rings) : this.near(neighbours.metres)
      this.neighbourhoods.set(key, known)
      known.catch(() => this.neighbourhoods.delete(key))
    }
    return known
  }

  full(): undefined {
    return undefined
  }

  within(code: string): readonly number[] {
    return this.places.flatMap(({ id, key }) => (this.related(id, code) ? [key] : []))
  }

  private async steps(steps: number): Promise<Neighbourhood> {
    const outlines = this.areas.map(({ geometry }) => geometry)
    if (steps === 1) return await touching(outlines)
    const touches = await this.neighbourhood({ by: 'rings', rings: 1 })
    const found = stepsAway(touches, steps)
    if (found.others.length > mostPairs) throw tooMany()
    return found
  }

  private async near(metres: number): Promise<Neighbourhood> {
    const centres = this.places.map(({ centre }) => centre)
    const found = await withinDistance(centres, metres, mostPairs)
    if (!found) throw tooMany()
    return found
  }
}
