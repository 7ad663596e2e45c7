import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { clockAt } from '../../server/clock.ts'
import {
  type ImportOptions,
  importAreas,
  importEvents,
  importTickets,
  loadPack,
} from '../../server/intake/index.ts'
import { openStore, type Row, type Sql, type Store } from '../../server/store/index.ts'

const importers = { areas: importAreas, tickets: importTickets, events: importEvents }
const clock = clockAt('2026-03-01T00:00:00Z')

/** A folder for a test's files and the database made of them. */
export class Workshop {
  readonly folder = mkdtempSync(join(tmpdir(), 'grid-intake-'))
  private opened: Store | undefined

  /** Writes a file into the folder, JSON for what is no text; answers its path. */
  file(name: string, content: string | Uint8Array | object): string {
    const path = join(this.folder, name)
    mkdirSync(dirname(path), { recursive: true })
    const isRaw = typeof content === 'string' || content instanceof Uint8Array
    writeFileSync(path, isRaw ? content : JSON.stringify(content))
    return path
  }

  async store(): Promise<Store> {
    this.opened ??= await openStore({
      file: join(this.folder, 'db', 'centre.duckdb'),
      threads: 1,
      readers: 1,
    })
    return this.opened
  }

  async load(pack = this.folder, replace = false) {
    return await loadPack({ store: await this.store(), pack, clock, replace })
  }

  async import(what: keyof typeof importers, file: string, options: Partial<ImportOptions> = {}) {
    return await importers[what]({ store: await this.store(), file, clock, ...options })
  }

  async read(statement: Sql): Promise<Row[]> {
    return await (await this.store()).read(statement)
  }

  /** The rejected rows of a report, cells apart. */
  rejects(path: string | null): string[][] {
    if (path === null) return []
    const text = readFileSync(path, 'utf8')
    const rows = [...text.matchAll(/^(\d+),((?:"(?:[^"]|"")*",?)+)/gm)]
    return rows.map(([, row = '', cells = '']) => [
      row,
      ...[...cells.matchAll(/"((?:[^"]|"")*)"/g)].map(([, cell = '']) => cell.replaceAll('""', '"')),
    ])
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.opened?.close()
    rmSync(this.folder, { recursive: true })
  }
}

/** A square of one degree's hundredths as GeoJSON. */
export function feature(properties: object, west: number, south: number, size = 0.01): object {
  const [east, north] = [west + size, south + size]
  return {
    type: 'Feature',
    properties,
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [west, south],
          [east, south],
          [east, north],
          [west, north],
          [west, south],
        ],
      ],
    },
  }
}

export function collection(...features: object[]): object {
  return { type: 'FeatureCollection', features }
}

/** A district of two streets side by side, around 109.00 to 109.02 east, 34.50 to 34.51 north. */
export const twoStreets = collection(
  {
    ...feature({ code: 'd', name: 'District', level: 'district' }, 109, 34.5),
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [109, 34.5],
          [109.02, 34.5],
          [109.02, 34.51],
          [109, 34.51],
          [109, 34.5],
        ],
      ],
    },
  },
  feature({ code: 's1', name: 'West Street', level: 'street', parent: 'd' }, 109, 34.5),
  feature({ code: 's2', name: 'East Street', level: 'street', parent: 'd' }, 109.01, 34.5),
)

export const smallCentre = {
  id: 'small',
  name: 'Small',
  timeZone: 'Asia/Shanghai',
  levels: [
    { id: 'district', name: 'District' },
    { id: 'street', name: 'Street' },
  ],
}
