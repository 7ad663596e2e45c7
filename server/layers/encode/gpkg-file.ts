import type { LayerDescription, LayerProperty } from '@grid/data/contract'
import sqlite from 'node-sqlite3-wasm'
import type { Feature, Geometry, Value } from '../layer.ts'
import { content, tables } from './gpkg-tables.ts'
import { boxOf, wellKnownBinary } from './wkb.ts'

const columnTypes: Record<LayerProperty['kind'], string> = {
  text: 'TEXT',
  'whole number': 'INTEGER',
  number: 'REAL',
  truth: 'BOOLEAN',
  instant: 'DATETIME',
  day: 'DATE',
}

/** A GeoPackage under way: its tables first, then features, then `finish`; `close` in any case. */
export class GeoPackageFile {
  private readonly database: InstanceType<typeof sqlite.Database>
  private readonly insert: ReturnType<InstanceType<typeof sqlite.Database>['prepare']>
  private readonly kinds: readonly LayerProperty['kind'][]

  constructor(path: string, description: LayerDescription) {
    const { layer, properties, geometry } = description
    this.kinds = properties.map(({ kind }) => kind)
    this.database = new sqlite.Database(path)
    // nobody reads the file before it is whole, and nobody wants it when it is not
    this.database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE')
    this.database.exec(tables)
    const columns = properties.map(({ name, kind }) => `${quoted(name)} ${columnTypes[kind]}`)
    this.database.exec(
      `CREATE TABLE ${quoted(layer)} (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
        geom ${geometry.toUpperCase()}, ${columns.join(', ')})`,
    )
    this.database.exec('BEGIN')
    for (const { statement, values } of content(description)) this.database.run(statement, [...values])
    const names = properties.map(({ name }) => quoted(name))
    this.insert = this.database.prepare(
      `INSERT INTO ${quoted(layer)} (geom, ${names.join(', ')}) VALUES (?, ${names.map(() => '?').join(', ')})`,
    )
  }

  add(features: readonly Feature[]): void {
    for (const { geometry, values } of features)
      this.insert.run([
        geometry && packed(geometry),
        ...values.map((value, index) => cellOf(value, this.kinds[index]!)),
      ])
  }

  finish(): void {
    this.database.exec('COMMIT')
  }

  close(): void {
    this.insert.finalize()
    this.database.close()
  }
}

/** A name between double quotes, as SQL has it. */
function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** Instants are UTC, as the format has it, to the millisecond. */
function cellOf(value: Value, kind: LayerProperty['kind']): Value {
  return kind === 'instant' && typeof value === 'number' ? new Date(value).toISOString() : value
}

const withoutEnvelope = 8
const withEnvelope = 40

/** WKB behind the format's own header; whatever is more than a point has its box there. */
function packed(geometry: Geometry): Buffer {
  const isPoint = geometry.type === 'Point'
  const bytes = wellKnownBinary(geometry, isPoint ? withoutEnvelope : withEnvelope)
  bytes.write('GP', 0, 'latin1')
  // little endian; an envelope of x and y
  bytes.writeUInt8(isPoint ? 0b0001 : 0b0011, 3)
  bytes.writeInt32LE(4326, 4)
  if (!isPoint) {
    const [west, south, east, north] = boxOf(geometry)
    for (const [index, side] of [west, east, south, north].entries()) bytes.writeDoubleLE(side, 8 + 8 * index)
  }
  return bytes
}
