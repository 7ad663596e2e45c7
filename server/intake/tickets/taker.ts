import type { CentrePack, Mapping } from '@grid/data/contract'
import { zoneOf } from '../instants.ts'
import { AreaPlacer, type PlacedArea, PointJudge, reach } from '../locate/index.ts'
import { compileMapping, type MappedFile, RowReader, ticketFields } from '../map/index.ts'
import { type DueRules, dueRules } from '../path/index.ts'
import { countsDegrees, toWgs84From } from '../systems.ts'
import type { Sink, Taker } from '../taking.ts'
import { TicketRows, ticketRegisters } from './row.ts'
import { StagedColumns } from './staging.ts'

/** What tickets of a file are taken by: plain data, so that another thread can be told. */
export interface TicketWork {
  mapping: Mapping | undefined
  file: MappedFile
  /** how messages call the mapping, and the file */
  place: string
  name: string
  pack: CentrePack
  /** areas of today, and the codes that stand for others */
  areas: readonly PlacedArea[]
  heirs: ReadonlyMap<string, string>
  /** milliseconds since 1970 */
  now: number
}

export interface TicketTaker extends Taker {
  columns: StagedColumns
}

type TicketField = keyof typeof ticketFields
const fieldNames = Object.keys(ticketFields).filter((name): name is TicketField => name in ticketFields)

/**
 * Makes staged tickets of a file's rows. Throws IntakeError with every fault of the mapping. What is made of the areas and
 * the pack already may be given besides.
 */
export function ticketTaker(
  { mapping, file, place, name, pack, areas, heirs, now }: TicketWork,
  sink: Sink,
  made: { placer?: AreaPlacer; dues?: DueRules } = {},
): TicketTaker {
  const compiled = compileMapping(mapping, ticketFields, file, {
    place,
    timeZone: pack.timeZone,
    file: name,
  })
  const crs = compiled.crs ?? 'EPSG:4326'
  const placer = made.placer ?? new AreaPlacer(areas, heirs)
  const judge = new PointJudge(toWgs84From(crs, place), countsDegrees(crs), reach(placer.bbox))
  const reader = new RowReader(compiled, fieldNames)
  const rows = new TicketRows({
    keys: sink.keys,
    judge,
    placer,
    dues: made.dues ?? dueRules(pack),
    zone: zoneOf(pack.timeZone),
    flag: (reason) => sink.flag(reason),
    now,
  })
  const columns = new StagedColumns(
    compiled.fields.map((field) => field.name),
    placer.levelsUsed,
  )
  const { places } = columns
  return {
    mapping: compiled,
    reader,
    columns,
    kinds: columns.kinds,
    registers: ticketRegisters.flatMap(([place, register]) => {
      const at = places.indexOf(place)
      return at < 0 ? [] : [[at, register] as const]
    }),
    take(row) {
      const grids = rows.stage(row, reader.values)
      sink.append(rows.staged, places)
      for (let i = 0; i < grids.length; i++) sink.special(row, grids[i]!)
    },
  }
}
