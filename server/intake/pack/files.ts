import { readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { IntakeError } from '../errors.ts'
import { listed } from '../nearest.ts'
import { type ImportFile, readMapping } from '../open.ts'

/** Endings of data files that intake reads. */
const endings = [
  'csv',
  'csv.gz',
  'tsv',
  'tsv.gz',
  'xlsx',
  'json',
  'json.gz',
  'ndjson',
  'ndjson.gz',
  'geojson',
  'parquet',
  'xes',
  'xes.gz',
]

/** The files of a pack's folder; what is not there is undefined. */
export interface PackFiles {
  centre: string
  areas: ImportFile | undefined
  tickets: ImportFile | undefined
  events: ImportFile | undefined
}

/** Finds the files of a pack and reads its mappings; throws IntakeError for a folder that is none. */
export async function packFiles(folder: string): Promise<PackFiles> {
  const names = namesIn(folder)
  if (!names.includes('centre.json')) {
    throw new IntakeError([
      `${folder}: there is no centre.json; a pack is a folder with a centre.json, areas.geojson and tickets.csv. It holds ${listed(names, 20) || 'nothing'}`,
    ])
  }
  return {
    centre: join(folder, 'centre.json'),
    areas: await dataFile(folder, names, 'areas'),
    tickets: await dataFile(folder, names, 'tickets'),
    events: await dataFile(folder, names, 'events'),
  }
}

/** The areas file of a pack's folder alone, whatever the state of its other files. */
export async function areasFile(folder: string): Promise<ImportFile | undefined> {
  return await dataFile(folder, namesIn(folder), 'areas')
}

function namesIn(folder: string): string[] {
  try {
    if (statSync(folder).isDirectory()) return readdirSync(folder).sort()
  } catch {
    throw new IntakeError([`${folder}: there is no such folder`])
  }
  throw new IntakeError([`${folder}: is a file; name the folder of the pack`])
}

async function dataFile(
  folder: string,
  names: readonly string[],
  stem: string,
): Promise<ImportFile | undefined> {
  const found = names.filter((name) => endings.some((ending) => name.toLowerCase() === `${stem}.${ending}`))
  const [name, second] = found
  if (second !== undefined) {
    throw new IntakeError([
      `${folder}: there are several files of ${stem} (${listed(found)}): keep one of them`,
    ])
  }
  const map = `${stem}.map.json`
  if (name === undefined) {
    if (names.includes(map))
      throw new IntakeError([`${join(folder, map)}: there is no ${stem} file beside it`])
    return undefined
  }
  const path = join(folder, name)
  const place = join(folder, map)
  return names.includes(map)
    ? { path, mapping: await readMapping(place), place }
    : { path, mapping: undefined, place: `${basename(path)} without ${map}` }
}
