import type { KeyList } from '../register.ts'

/** Gives ids their places in the order in which they first come; whoever knows the lists makes keys of these. */
export class Words implements KeyList {
  private places = new Map<string, number>()
  private readonly known: ReadonlySet<string>
  private fresh: boolean[] = []

  /** @param known ids that the centre knew when the file came */
  constructor(known: readonly string[] = []) {
    this.known = new Set(known)
  }

  key(id: string): number {
    const place = this.places.get(id)
    if (place !== undefined) return place
    this.fresh.push(this.known.size > 0 && !this.known.has(id))
    this.places.set(id, this.places.size)
    return this.places.size - 1
  }

  isNew(place: number): boolean {
    return this.fresh[place] === true
  }

  /** The ids since the last time, by their places; begins anew. */
  take(): string[] {
    const ids = [...this.places.keys()]
    this.places = new Map()
    this.fresh = []
    return ids
  }
}
