import { basename } from 'node:path'
import type { BoundaryFault } from '@grid/data/contract'
import { AreaReader } from '../areas/index.ts'
import { IntakeError } from '../errors.ts'
import { areaFields, compileMapping } from '../map/index.ts'
import { explained, openImport } from '../open.ts'
import type { Rejects } from '../rejects.ts'
import { Tally } from '../report.ts'
import { eachRow } from '../rows.ts'
import { toWgs84From } from '../systems.ts'
import type { BoundaryWish } from './wish.ts'

/** Reads the areas of a file; rows that cannot be taken are faults. `fields` are those that the mapping names. */
export async function readFile(wish: BoundaryWish, timeZone: string) {
  const { file } = wish
  const source = await openImport(file)
  const mapping = compileMapping(file.mapping, areaFields, source, {
    place: file.place,
    timeZone,
    file: basename(file.path),
  })
  const tally = new Tally('areas', basename(file.path))
  const reader = new AreaReader(
    mapping,
    toWgs84From(file.mapping?.crs ?? wish.crs ?? 'EPSG:4326', file.place),
    tally,
  )
  const faults: BoundaryFault[] = []
  const rejects: Rejects = {
    written: null,
    async add({ row, reason, remedy, column, value }) {
      faults.push({
        kind: 'row',
        areas: [],
        place: null,
        reason: `row ${row}, ${column} ${JSON.stringify(value.slice(0, 80))}: ${reason}`,
        remedy,
      })
    },
  }
  const passage = {
    source,
    columns: mapping.columns,
    reader: reader.rows,
    tally,
    rejects,
    onProgress: undefined,
    step: 'areas',
  }
  await explained(file.path, () => eachRow(passage, (row) => reader.take(row.row, row.raw())))
  if (tally.read === 0) throw new IntakeError([`${file.path}: has no area in it`])
  const fields = new Set<string>(mapping.fields.map(({ name }) => name))
  return { read: [...reader.areas.values()], tally, faults, fields }
}
