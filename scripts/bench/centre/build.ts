import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CentrePack, ImportReport } from '@grid/data/contract'
import { AreaCollection } from '../../build-demo/area-tree.ts'
import { say } from '../../prepare.mjs'
import { fingerprint, isStamped, stamp } from '../../stamp.mjs'
import { grid, type Ran, root } from '../command.ts'
import { openEngine } from '../engine.ts'
import { Built, type Imported } from '../result.ts'
import { writeFiles } from './files.ts'
import { makeTickets } from './tickets.ts'

/** What the made-up files depend on, and what the database made of them depends on besides. */
const ofFiles = ['scripts/bench/centre', 'data/packs/gaoling']
const ofDatabase = ['server/intake', 'server/store', 'server/deadlines', 'data/contract']

/** A centre to be asked: its database, and what importing it took. */
export interface BenchCentre {
  folder: string
  database: string
  built: Built
}

/**
 * The centre of that size and seed under `.grid/bench`: files made up, then taken in by the command line as any centre's
 * would be. What is there is kept as long as neither the generator nor the intake has changed.
 */
export async function benchCentre(tickets: number, seed: string, keep: boolean): Promise<BenchCentre> {
  const folder = join(root, '.grid', 'bench', `${tickets}-${seed}`)
  const database = join(folder, 'centre.duckdb')
  const figures = join(folder, 'built.json')
  mkdirSync(folder, { recursive: true })
  const files = fingerprint(root, ofFiles, [String(tickets), seed])
  await makeFiles(folder, files, tickets, seed)
  const print = fingerprint(root, ofDatabase, [files])
  const mark = join(folder, '.built')
  const there = existsSync(database) && existsSync(figures)
  if (!there || !(keep || isStamped(mark, print))) {
    for (const file of [database, `${database}.wal`, mark]) rmSync(file, { force: true })
    const built = await importAll(folder, database)
    writeFileSync(figures, `${JSON.stringify(built, null, 2)}\n`)
    stamp(mark, print)
  }
  return { folder, database, built: Built.parse(JSON.parse(readFileSync(figures, 'utf8'))) }
}

async function makeFiles(folder: string, print: string, tickets: number, seed: string): Promise<void> {
  const mark = join(folder, '.made')
  if (isStamped(mark, print)) return
  say(`Making up ${tickets} tickets ...`)
  rmSync(mark, { force: true })
  const pack = join(root, 'data', 'packs', 'gaoling')
  mkdirSync(join(folder, 'pack'), { recursive: true })
  for (const name of ['centre.json', 'areas.geojson', 'areas.map.json', 'basemap.geojson'])
    copyFileSync(join(pack, name), join(folder, 'pack', name))
  const json = (name: string): unknown => JSON.parse(readFileSync(join(pack, name), 'utf8'))
  const scratch = join(folder, 'scratch.duckdb')
  rmSync(scratch, { force: true })
  const engine = await openEngine(scratch)
  try {
    const areas = AreaCollection.parse(json('areas.geojson'))
    await makeTickets(engine, areas, CentrePack.parse(json('centre.json')), { tickets, seed })
    await writeFiles(engine, folder)
  } finally {
    engine.close()
    rmSync(scratch, { force: true })
    rmSync(`${scratch}.wal`, { force: true })
  }
  stamp(mark, print)
}

async function importAll(folder: string, database: string): Promise<Built> {
  await grid('load', join(folder, 'pack'), '--db', database)
  const took = async (what: 'tickets' | 'events') => {
    const file = join(folder, `${what}.csv`)
    const map = join(folder, `${what}.map.json`)
    return imported(await grid('import', what, file, '--map', map, '--db', database), file)
  }
  const tickets = await took('tickets')
  const events = await took('events')
  const bytes = statSync(database).size
  return { tickets, events, fileBytes: bytes, bytesPerTicket: bytes / tickets.rows }
}

function imported({ answer, seconds, peakMemory }: Ran, file: string): Imported {
  const report = ImportReport.parse(answer)
  return {
    rows: report.read,
    rejected: report.rejected,
    seconds,
    rowsPerSecond: report.read / seconds,
    fileBytes: statSync(file).size,
    peakMemory,
  }
}
