import { Status, statusKinds } from '@grid/data/contract'
import { cellAt } from '../../cells/index.ts'
import type { StagedCell } from '../../store/index.ts'
import type { AreaPlacer, PointJudge } from '../locate/index.ts'
import type { Value } from '../map/index.ts'
import type { Keys, Register } from '../register.ts'
import type { Tally } from '../report.ts'
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
}

/** Columns of a staged row that hold keys of the centre's lists. */
const registers: readonly (readonly [number, Register])[] = [
  [placeOf('source'), 'source'],
  [placeOf('category'), 'category'],
  [placeOf('tier'), 'tier'],
  [placeOf('unit'), 'unit'],
  [placeOf('solved_tier'), 'tier'],
]

const dayMs = 86_400_000

/** Makes staged rows of read ones: keys for ids, the point judged and placed, contradictions put right and flagged. */
export class TicketRows {
  /** the last staged row; one array for all rows */
  readonly staged: StagedCell[] = new Array<StagedCell>(Object.keys(stagedTicket).length).fill(null)
  private readonly latest: number

  constructor(
    private readonly keys: Readonly<Record<Register, Keys>>,
    private readonly judge: PointJudge,
    private readonly placer: AreaPlacer,
    private readonly tally: Tally,
    now: number,
  ) {
    this.latest = now + dayMs
  }

  /** `values` are the contract's fields in their order. Answers the special grids the ticket lies in. */
  stage(row: number, values: readonly Value[]): readonly number[] {
    const { staged, keys } = this
    staged[0] = row
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!
      staged[i + 1] = typeof value === 'object' ? null : value
    }
    for (let i = 0; i < registers.length; i++) {
      const [place, register] = registers[i]!
      const id = staged[place]
      if (typeof id === 'string') staged[place] = keys[register].key(id)
    }
    staged[at.urgency] ??= 'normal'
    this.settleTimes()
    return this.place()
  }

  private settleTimes(): void {
    const { staged, tally } = this
    const reported = Number(staged[at.reported])
    const closed = staged[at.closed]
    const status = staged[at.status] ?? (typeof closed === 'number' ? 'closed' : 'reported')
    staged[at.status] = status
    if (reported > this.latest) tally.flag('reported_in_the_future')
    if (openStates.has(String(status))) {
      if (typeof closed !== 'number') return
      staged[at.closed] = null
      tally.flag('closed_time_of_open_ticket')
    } else if (typeof closed !== 'number') tally.flag('closed_without_time')
    else if (closed < reported) tally.flag('closed_before_reported')
  }

  private place(): readonly number[] {
    const { staged, placer, tally } = this
    const x = staged[at.x]
    const y = staged[at.y]
    const point = this.judge.judge(typeof x === 'number' ? x : null, typeof y === 'number' ? y : null)
    if (Number.isNaN(x)) staged[at.x] = null
    if (Number.isNaN(y)) staged[at.y] = null
    const found = placer.place(point, staged[at.code])
    staged[at.lon] = point.lon
    staged[at.lat] = point.lat
    staged[at.cell] = point.lon === null || point.lat === null ? null : cellAt(point.lon, point.lat)
    staged[at.flag] = point.flag
    staged[at.placed] = found.placed
    for (let depth = 0; depth < found.chain.length; depth++)
      staged[at.area0 + depth] = found.chain[depth] || null
    if (point.flag) tally.flag(`point_${point.flag}`)
    if (found.outside) tally.flag('outside_areas')
    if (found.unknownCode) tally.flag('unknown_area')
    if (found.placed === 'none') tally.flag('unlocated')
    return found.special
  }
}
