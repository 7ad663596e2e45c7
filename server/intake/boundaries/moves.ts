import type { BoundaryReport, MovedTicket } from '@grid/data/contract'
import { numberOrNull, text } from '../../centre/index.ts'
import type { PlacedAgain } from '../areas/index.ts'

type Tickets = BoundaryReport['tickets']

/** Tickets told of one by one. */
const mostTold = 1000

/** Counts the tickets that come to lie elsewhere. Codes tell that, not versions: an area that is redrawn is still the area. */
export class Moves {
  private all = 0
  private moved = 0
  private left = 0
  private found = 0
  private byCode = 0
  private readonly levelMoves: number[]
  private readonly between = new Map<string, { from: string | null; to: string | null; tickets: number }>()
  private readonly first: MovedTicket[] = []

  constructor(
    /** ids of the levels after the change, widest first */
    private readonly levels: readonly string[],
    /** codes by key, of all versions */
    private readonly codes: ReadonlyMap<number, string>,
    /** codes of areas whose ground is not what it was */
    private readonly changed: ReadonlySet<string>,
  ) {
    this.levelMoves = levels.map(() => 0)
  }

  /** Counts a ticket; answers it where it moves. */
  take({ row, point, now }: PlacedAgain): MovedTicket | undefined {
    this.all++
    const before = [row.area0, row.area1, row.area2, row.area3, row.area4, row.area5].map(
      (key) => this.codes.get(numberOrNull(key) ?? -1) ?? null,
    )
    const after = before.map((_, depth) => this.codes.get(now.chain[depth] ?? 0) ?? null)
    const known = now.placed === 'code' || (point.lon === null && typeof row.area_code === 'string')
    if (known && [...before, ...after].some((code) => code !== null && this.changed.has(code))) this.byCode++
    if (before.every((code, depth) => code === after[depth])) return undefined
    this.moved++
    for (let depth = 0; depth < this.levels.length; depth++)
      if (before[depth] !== after[depth]) this.levelMoves[depth] = (this.levelMoves[depth] ?? 0) + 1
    const [from, to] = [before.filter(isCode), after.filter(isCode)]
    if (from.length > 0 && to.length === 0) this.left++
    if (from.length === 0 && to.length > 0) this.found++
    this.count(from.at(-1) ?? null, to.at(-1) ?? null)
    const ticket = { id: text(row.id), day: text(row.day), from, to, lon: point.lon, lat: point.lat }
    if (this.first.length < mostTold) this.first.push(ticket)
    return ticket
  }

  counted(): Tickets {
    return {
      all: this.all,
      moved: this.moved,
      byLevel: this.levels.map((level, depth) => ({ level, moved: this.levelMoves[depth] ?? 0 })),
      between: [...this.between.values()].sort((a, b) => b.tickets - a.tickets),
      left: this.left,
      found: this.found,
      byCode: this.byCode,
      first: this.first,
    }
  }

  private count(from: string | null, to: string | null): void {
    const key = JSON.stringify([from, to])
    const pair = this.between.get(key) ?? { from, to, tickets: 0 }
    pair.tickets++
    this.between.set(key, pair)
  }
}

function isCode(code: string | null): code is string {
  return code !== null
}
