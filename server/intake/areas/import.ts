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
import type { AreaProblem, DraftArea } from './draft.ts'
import { type Leveled, levelAreas } from './levels.ts'
import { AreaReader, sameArea } from './read.ts'
import { reassignTickets } from './reassign.ts'
import { madeLevel, makeRoot } from './root.ts'
import { type StoredAreas, storedAreas } from './stored.ts'
import { refuseSwapped } from './swapped.ts'
import { soundTree, withoutRefused } from './tree.ts'
import { type RankedArea, writeAreas } from './write.ts'

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
    await reassignTickets(transaction, onProgress)
    await traceRepeats(transaction, centre.pack.repeats, 'all')
  }
  return tally.report(rejects.written, (now() - started) / 1000)
}

interface Settled {
  areas: DraftArea[]
  root: DraftArea | undefined
  levels: Leveled['levels']
  depths: Map<string, number>
  problems: AreaProblem[]
}

/** Joins the file's areas with the centre's: tree, levels and the area of the whole. */
function settle(
  read: readonly DraftArea[],
  stored: StoredAreas,
  centre: { id: string; name: { en: string; zh: string } },
): Settled {
  const all = new Map(stored.areas.map((area) => [area.code, area]))
  const swapped = withoutRefused(read, refuseSwapped(read, stored.areas))
  for (const area of swapped.sound) all.set(area.code, { ...area, key: all.get(area.code)?.key })
  const tree = soundTree([...all.values()])
  const leveled = levelAreas(tree.sound, stored.levels)
  const belowOwn = withoutRefused(tree.sound, leveled.problems)
  const rooted = makeRoot(belowOwn.sound, leveled, centre)
  const sound = withoutRefused(belowOwn.sound, rooted.problems)
  const shift = rooted.aboveAll ? 1 : 0
  const depths = new Map([...leveled.depths].map(([code, depth]) => [code, depth + shift]))
  for (const area of sound.sound) area.level = leveled.levels[leveled.depths.get(area.code) ?? 0]?.id
  return {
    areas: sound.sound,
    root: rooted.root,
    levels: rooted.aboveAll ? [madeLevel, ...leveled.levels] : leveled.levels,
    depths,
    problems: [...swapped.problems, ...tree.problems, ...belowOwn.problems, ...sound.problems],
  }
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

function ranked({ areas, root, depths }: Settled, stored: StoredAreas): RankedArea[] {
  const keys = new Map<string, number>()
  let last = stored.lastKey
  for (const area of areas) keys.set(area.code, area.key ?? ++last)
  const rootKey = root ? (stored.madeKey ?? ++last) : null
  const isBelowRoot = (area: DraftArea) => root && area.kind === 'basic' && area.parent === undefined
  const list = areas.map((area) => ({
    area,
    key: keys.get(area.code) ?? 0,
    depth: depths.get(area.code) ?? 0,
    parentKey:
      area.parent === undefined ? (isBelowRoot(area) ? rootKey : null) : (keys.get(area.parent) ?? null),
  }))
  return root && rootKey !== null ? [{ area: root, key: rootKey, depth: 0, parentKey: null }, ...list] : list
}
