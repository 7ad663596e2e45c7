import type { Name } from '@grid/data/contract'

/** A value tickets are told apart by: its small key in the database, its id outside. */
export interface Member {
  key: number
  id: string
  name: Name
}

/** The values of one kind, found by id or by key. */
export class Dimension<T extends Member> {
  private readonly byId: ReadonlyMap<string, T>
  private readonly byKey: ReadonlyMap<number, T>

  constructor(readonly members: readonly T[]) {
    this.byId = new Map(members.map((member) => [member.id, member]))
    this.byKey = new Map(members.map((member) => [member.key, member]))
  }

  get ids(): string[] {
    return this.members.map((member) => member.id)
  }

  withId(id: string): T | undefined {
    return this.byId.get(id)
  }

  /** The id behind a key of a row; null for none. */
  idOf(key: number | null): string | null {
    return key === null ? null : (this.byKey.get(key)?.id ?? null)
  }
}

export interface Source extends Member {
  proactive: boolean
}

export interface Category extends Member {
  parent: number | null
}

export interface Unit extends Member {
  tier: number | null
  lon: number | null
  lat: number | null
  area: string | null
}
