import { Status, statusKinds, Urgency } from '@grid/data/contract'
import { KnownCells } from '../../cells/index.ts'
import type { DatedTicket } from '../../deadlines/index.ts'
import { type StagedCell, TextBytes } from '../../store/index.ts'
import type { Zone } from '../instants.ts'
import type { AreaPlacer, PointJudge } from '../locate/index.ts'
import type { Value } from '../map/index.ts'
import type { DueRules } from '../path/index.ts'
import type { KeyList, Register } from '../register.ts'
import { placeOf, stagedTicket } from './staging.ts'

const openStates: ReadonlySet<string> = new Set(
  Status.options.filter((status) => statusKinds[status] !== 'closed'),
)

const at = {
  urgency: placeOf('urgency'),
  x: placeOf('given_x'),
  y: placeOf('given_y'),
  code: placeOf('area_code'),
  reported: placeOf('reported_at'),
  closed: placeOf('closed_at'),
  status: placeOf('status'),
  lon: placeOf('lon'),
  lat: placeOf('lat'),
  cell: placeOf('cell'),
  flag: placeOf('point_flag'),
  placed: placeOf('placed'),
  area0: placeOf('area0'),
  category: placeOf('category'),
  tier: placeOf('tier'),
  dispatched: placeOf('dispatched_at'),
  givenDue: placeOf('given_due_at'),
  day: placeOf('day'),
  closedDay: placeOf('closed_day'),
  contactDue: placeOf('first_contact_due_at'),
  due: placeOf('due_at'),
  dueSoon: placeOf('due_soon_at'),
}

/** Columns of a staged row that hold keys of the centre's lists. */
export const ticketRegisters: readonly (readonly [number, Register])[] = [
  [placeOf('source'), 'source'],
  [placeOf('category'), 'category'],
  [placeOf('tier'), 'tier'],
  [placeOf('unit'), 'unit'],
  [placeOf('solved_tier'), 'tier'],
]

const dayMs = 86_400_000

const cells = new KnownCells()

/** What rows are judged by. */
export interface Judging {
  keys: Readonly<Record<Register, KeyList>>
  judge: PointJudge
  placer: AreaPlacer
  dues: DueRules
  /** the centre's */
  zone: Zone
  flag(reason: string): void
  /** milliseconds since 1970 */
  now: number
}

const textOf = (cell: StagedCell) => (typeof cell === 'string' ? cell : null)
const numberOf = (cell: StagedCell) => (typeof cell === 'number' ? cell : null)
const urgencies = new Map<StagedCell, Urgency>(Urgency.options.map((urgency) => [urgency, urgency]))
const urgencyOf = (cell: StagedCell) => urgencies.get(cell) ?? 'normal'

/** Makes staged rows of read ones: keys for ids, the point judged and placed, contradictions put right and flagged. */
export class TicketRows {
  /** the last staged row; one array for all rows */
  readonly staged: StagedCell[] = new Array<StagedCell>(Object.keys(stagedTicket).length).fill(null)
  private readonly latest: number
  /** the lists that give keys for ids, with the places of these */
  private readonly lists: readonly { place: number; list: KeyList }[]
  /** what the rules of time ask of the row; one object for all rows */
  private readonly dated: DatedTicket = { reportedAt: 0 }

  constructor(private readonly by: Judging) {
    this.latest = by.now + dayMs
    this.lists = ticketRegisters.map(([place, register]) => ({ place, list: by.keys[register] }))
  }

  /** `values` are the contract's fields in their order. Answers the special grids the ticket lies in. */
  stage(row: number, values: readonly Value[]): readonly number[] {
    const { staged, lists } = this
    staged[0] = row
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!
      staged[i + 1] = typeof value === 'object' && !(value instanceof TextBytes) ? null : value
    }
    staged[at.urgency] ??= 'normal'
    this.settleTimes()
    this.settleDays()
    this.settleDues()
    for (let i = 0; i < lists.length; i++) {
      const { place, list } = lists[i]!
      const id = staged[place]
      if (typeof id === 'string') staged[place] = list.key(id)
    }
    return this.place()
  }

  private settleDues(): void {
    const { staged, dated, by } = this
    dated.category = textOf(staged[at.category])
    dated.tier = textOf(staged[at.tier])
    dated.urgency = urgencyOf(staged[at.urgency])
    dated.reportedAt = Number(staged[at.reported])
    dated.dispatchedAt = numberOf(staged[at.dispatched])
    dated.dueAt = numberOf(staged[at.givenDue])
    const due = by.dues.handling(dated)
    staged[at.contactDue] = by.dues.contact(dated, dated.reportedAt)
    staged[at.due] = due?.dueAt
    staged[at.dueSoon] = due?.dueSoonAt
  }

  private settleDays(): void {
    const { staged } = this
    const { zone } = this.by
    const closed = staged[at.closed]
    staged[at.day] = zone.dayNumber(Number(staged[at.reported]))
    staged[at.closedDay] = typeof closed === 'number' ? zone.dayNumber(closed) : null
  }

  private settleTimes(): void {
    const { staged } = this
    const { by } = this
    const reported = Number(staged[at.reported])
    const closed = staged[at.closed]
    const status = staged[at.status] ?? (typeof closed === 'number' ? 'closed' : 'reported')
    staged[at.status] = status
    if (reported > this.latest) by.flag('reported_in_the_future')
    if (openStates.has(String(status))) {
      if (typeof closed !== 'number') return
      staged[at.closed] = null
      by.flag('closed_time_of_open_ticket')
    } else if (typeof closed !== 'number') by.flag('closed_without_time')
    else if (closed < reported) by.flag('closed_before_reported')
  }

  private place(): readonly number[] {
    const { staged } = this
    const { by } = this
    const { judge, placer } = by
    const x = staged[at.x]
    const y = staged[at.y]
    const point = judge.judge(typeof x === 'number' ? x : null, typeof y === 'number' ? y : null)
    if (Number.isNaN(x)) staged[at.x] = null
    if (Number.isNaN(y)) staged[at.y] = null
    const found = placer.place(point, staged[at.code])
    staged[at.lon] = point.lon
    staged[at.lat] = point.lat
    staged[at.cell] = point.lon === null || point.lat === null ? null : cells.at(point.lon, point.lat)
    staged[at.flag] = point.flag
    staged[at.placed] = found.placed
    for (let depth = 0; depth < found.chain.length; depth++)
      staged[at.area0 + depth] = found.chain[depth] || null
    if (point.flag) by.flag(`point_${point.flag}`)
    if (found.outside) by.flag('outside_areas')
    if (found.unknownCode) by.flag('unknown_area')
    if (found.placed === 'none') by.flag('unlocated')
    return found.special
  }
}
