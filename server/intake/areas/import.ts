import { basename } from 'node:path'
import type { ImportReport } from '@grid/data/contract'
import { traceRepeats } from '../../repeats/index.ts'
import { sql, type Transaction } from '../../store/index.ts'
import { loadedCentre } from '../centre.ts'
import { areaFields, compileMapping } from '../map/index.ts'
import { explained, type ImportStep, openImport } from '../open.ts'
import { accuracyOf } from '../project.ts'
import { Tally } from '../report.ts'
import { eachRow } from '../rows.ts'
import { toWgs84From } from '../systems.ts'
import type { DraftArea } from './draft.ts'
import { placersOf } from './placers.ts'
import { AreaReader, sameArea } from './read.ts'
import { reassignTickets } from './reassign.ts'
import { madeLevel } from './root.ts'
import { ranked, settle } from './settle.ts'
import { type StoredAreas, storedAreas } from './stored.ts'
import { writeAreas } from './write.ts'

/** Imports areas inside a transaction; the tickets are placed again where anything changed. */
export async function importAreasWithin(
  transaction: Transaction,
  { file, rejects, onProgress, now }: ImportStep,
): Promise<ImportReport> {
  const started = now()
  const centre = await loadedCentre(transaction)
  const source = await openImport(file)
  const context = { place: file.place, timeZone: centre.pack.timeZone, file: basename(file.path) }
  const mapping = compileMapping(file.mapping, areaFields, source, context)
  const tally = new Tally('areas', basename(file.path))
  const accuracy = accuracyOf(mapping.crs ?? 'EPSG:4326')
  if (accuracy) tally.note(`${mapping.crs}: ${accuracy}`)
  const reader = new AreaReader(mapping, toWgs84From(mapping.crs ?? 'EPSG:4326', file.place), tally)
  const passage = {
    source,
    columns: mapping.columns,
    reader: reader.rows,
    tally,
    rejects,
    onProgress,
    step: 'areas',
  }
  await explained(file.path, () => eachRow(passage, (row) => reader.take(row.row, row.raw())))

  const stored = await storedAreas(transaction, { root: centre.madeRoot, level: madeLevel.id })
  const settled = settle([...reader.areas.values()], stored, centre.pack)
  for (const problem of settled.problems) {
    tally.rejected++
    await rejects.add({ ...problem, row: problem.area.row ?? 0, raw: problem.area.raw })
  }
  countOutcomes(settled.areas, stored, tally)
  const changed = tally.inserted + tally.updated > 0 || settled.root?.code !== (centre.madeRoot ?? undefined)
  if (changed) {
    const levels = settled.levels.map(({ id }) => id)
    const before = new Set([...stored.levels.map(({ id }) => id), ...(centre.madeRoot ? [madeLevel.id] : [])])
    tally.created(
      'levels',
      levels.filter((id) => !before.has(id)),
    )
    if (settled.root && centre.madeRoot === null) tally.created('areas', [settled.root.code])
    await writeAreas(transaction, settled.levels, ranked(settled, stored))
    await transaction.run(sql`UPDATE centre SET made_root = ${settled.root?.code ?? null}`)
    if (await reassignTickets(transaction, await placersOf(transaction), { onProgress }))
      await traceRepeats(transaction, centre.pack.repeats, 'all')
  }
  return tally.report(rejects.written, (now() - started) / 1000)
}

function countOutcomes(areas: readonly DraftArea[], stored: StoredAreas, tally: Tally): void {
  const known = new Map(stored.areas.map((area) => [area.code, area]))
  for (const area of areas) {
    if (area.row === undefined) continue
    const earlier = known.get(area.code)
    if (!earlier) tally.inserted++
    else if (sameArea(earlier, area)) tally.unchanged++
    else tally.updated++
  }
}
