/** An area without its outline; `keys` are those of all versions of its boundary, the present one first. */
export interface AreaNode {
  code: string
  keys: readonly number[]
  depth: number
  kind: 'basic' | 'special'
  parent: string | null
  /** codes of areas above it earlier in the period, by the boundaries of the time */
  formerParents?: readonly string[]
  /** it ended within the period, by the boundaries of the time */
  ended?: boolean
}

/** The areas of a centre by code, and how they hang together. */
export class AreaTree {
  private readonly byCode: ReadonlyMap<string, AreaNode>
  private readonly codes: ReadonlyMap<number, string>
  private readonly below = new Map<string, AreaNode[]>()

  constructor(readonly areas: readonly AreaNode[]) {
    this.byCode = new Map(areas.map((area) => [area.code, area]))
    this.codes = new Map(areas.flatMap((area) => area.keys.map((key) => [key, area.code])))
    for (const area of areas) {
      if (area.parent === null) continue
      const siblings = this.below.get(area.parent)
      if (siblings) siblings.push(area)
      else this.below.set(area.parent, [area])
    }
  }

  withCode(code: string): AreaNode | undefined {
    return this.byCode.get(code)
  }

  codeOf(key: number | null): string | null {
    return key === null ? null : (this.codes.get(key) ?? null)
  }

  /** Basic areas directly below. */
  children(code: string): AreaNode[] {
    return (this.below.get(code) ?? []).filter(({ kind, ended }) => kind === 'basic' && !ended)
  }

  /** Codes from the top of the tree to the area itself. */
  path(code: string): string[] {
    const path: string[] = []
    for (
      let area = this.byCode.get(code);
      area;
      area = area.parent === null ? undefined : this.byCode.get(area.parent)
    ) {
      // a tree with a loop would never end
      if (path.includes(area.code)) break
      path.unshift(area.code)
    }
    return path
  }

  /** Whether the two lie on one branch: the same area, or one somewhere above the other. */
  related(a: string, b: string): boolean {
    return this.above(a).has(b) || this.above(b).has(a)
  }

  /** The area itself and everything that is, or in the period was, above it; empty where the code is unknown. */
  private above(code: string): ReadonlySet<string> {
    const found = new Set<string>()
    const look = [code]
    for (let at = look.pop(); at !== undefined; at = look.pop()) {
      const area = this.byCode.get(at)
      if (!area || found.has(at)) continue
      found.add(at)
      look.push(...(area.parent === null ? [] : [area.parent]), ...(area.formerParents ?? []))
    }
    return found
  }
}
