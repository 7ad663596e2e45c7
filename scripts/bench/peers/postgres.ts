import { createReadStream, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Status } from '@grid/data/contract'
import postgres, { type Sql } from 'postgres'
import { fingerprint, isStamped, stamp } from '../../stamp.mjs'
import type { BenchCentre } from '../centre/build.ts'
import { root } from '../command.ts'
import { openEngine, type PlainCell, quoted } from '../engine.ts'
import type { Peer } from './peer.ts'
import { startCluster } from './postgres-cluster.ts'
import { rawTables } from './raw.ts'

/** Columns that hold few different values: as an ENUM each takes four bytes and is compared as a number. */
const enums: Readonly<Record<'ticket' | 'event', readonly string[]>> = {
  ticket: [
    'source',
    'category',
    'urgency',
    'status',
    'tier',
    'unit',
    'solved_tier',
    'street',
    'community',
    'grid',
  ],
  event: ['kind', 'from_unit', 'to_unit', 'from_tier', 'to_tier', 'reason'],
}
const plain: Readonly<Record<string, string>> = {
  VARCHAR: 'text',
  DOUBLE: 'double precision',
  TIMESTAMP: 'timestamp',
  BOOLEAN: 'boolean',
  USMALLINT: 'smallint',
  UINTEGER: 'integer',
}

/**
 * Indexes for the questions asked: by time, by area and time and by both ends of a ticket's life, covering what is counted;
 * by place; by words of the title; by id.
 */
const indexes = [
  'CREATE UNIQUE INDEX ON ticket (id)',
  'CREATE INDEX ON ticket (reported_at, id) INCLUDE (grid, community, street, source, category, status, closed_at, due_at)',
  'CREATE INDEX ON ticket (grid, reported_at DESC, id DESC)',
  'CREATE INDEX ON ticket (community, reported_at)',
  'CREATE INDEX ON ticket (closed_at) INCLUDE (reported_at, handled_at, category, status, community)',
  'CREATE INDEX ON ticket (handled_at)',
  "CREATE INDEX ON ticket (reported_at) WHERE status IN ('reported', 'filed', 'dispatched', 'in_progress', 'handled', 'returned')",
  'CREATE INDEX ON ticket USING gist (point)',
  'CREATE INDEX ON ticket (lon, lat)',
  'CREATE INDEX ON ticket USING gin (lower(title) gin_trgm_ops)',
  'CREATE INDEX ON event (ticket)',
]

/**
 * PostgreSQL 15 with PostGIS over the same rows, typed tightly, in the order of time, indexed and analysed. What is loaded
 * stays in the centre's folder for later runs.
 */
export async function postgresPeer(centre: BenchCentre): Promise<Peer> {
  const raw = await rawTables(centre)
  const home = join(centre.folder, 'postgres')
  const mark = join(centre.folder, '.postgres')
  const took = join(home, 'load-seconds')
  const print = fingerprint(root, ['scripts/bench/peers/postgres.ts'], [raw.print])
  const there = isStamped(mark, print)
  if (!there) rmSync(home, { recursive: true, force: true })
  // its tables are empty again where it is not stopped in order
  rmSync(mark, { force: true })
  const cluster = await startCluster(home)
  const sql = postgres({
    host: cluster.host,
    user: cluster.user,
    database: 'postgres',
    max: 1,
    onnotice: () => {},
    types: { bigint: { to: 20, from: [20, 1700], serialize: String, parse: Number } },
  })
  const close = async () => {
    await sql.end()
    await cluster.stop()
  }
  try {
    if (!there) {
      const started = performance.now()
      await loaded(sql, centre, raw.file)
      writeFileSync(took, String((performance.now() - started) / 1000))
    }
    const [version] = await sql.unsafe(
      "SELECT split_part(version(), ' ', 2) || ', PostGIS ' || postgis_lib_version() AS name",
    )
    return {
      name: 'postgres',
      version: `PostgreSQL ${String(version?.name)}`,
      loadSeconds: Number(readFileSync(took, 'utf8')),
      bytes: cluster.bytes(),
      rows: async (statement) => (await sql.unsafe(statement).values()).map((row) => row.map(plainCell)),
      close: async () => {
        await close()
        stamp(mark, print)
      },
    }
  } catch (cause) {
    await close()
    throw cause
  }
}

async function loaded(sql: Sql, centre: BenchCentre, raw: string): Promise<void> {
  await sql.unsafe('CREATE EXTENSION postgis; CREATE EXTENSION pg_trgm')
  for (const table of ['ticket', 'event'] as const) await copied(sql, centre, raw, table)
  await sql.unsafe('ALTER TABLE ticket ADD COLUMN point geometry(Point, 4326)')
  await sql.unsafe('UPDATE ticket SET point = ST_SetSRID(ST_MakePoint(lon, lat), 4326) WHERE lon IS NOT NULL')
  await sql.unsafe('VACUUM FULL ticket')
  for (const index of indexes) await sql.unsafe(index)
  await sql.unsafe('VACUUM (ANALYZE) ticket')
  await sql.unsafe('VACUUM (ANALYZE) event')
}

async function copied(sql: Sql, centre: BenchCentre, raw: string, table: 'ticket' | 'event'): Promise<void> {
  const file = join(centre.folder, `${table}.copy.csv`)
  const engine = await openEngine(raw)
  try {
    const columns = await engine.rows(
      `SELECT column_name, data_type FROM information_schema.columns WHERE table_name = ${quoted(table)} ORDER BY ordinal_position`,
    )
    const declared: string[] = []
    for (const [name, type] of columns) {
      const column = String(name)
      if (enums[table].includes(column)) {
        const values = await engine.rows(
          `SELECT DISTINCT ${column} FROM ${table} WHERE ${column} IS NOT NULL ORDER BY ${column}`,
        )
        const found = column === 'status' ? Status.options : values.map(([value]) => String(value))
        const labels = found.map(quoted)
        await sql.unsafe(`CREATE TYPE ${table}_${column} AS ENUM (${labels.join(', ')})`)
        declared.push(`${column} ${table}_${column}`)
      } else declared.push(`${column} ${plain[String(type)] ?? 'text'}`)
    }
    await sql.unsafe(`CREATE UNLOGGED TABLE ${table} (${declared.join(', ')})`)
    await engine.run(`COPY ${table} TO ${quoted(file)} (HEADER false, NULL '')`)
  } finally {
    engine.close()
  }
  await pipeline(
    createReadStream(file, { highWaterMark: 1 << 20 }),
    await sql.unsafe(`COPY ${table} FROM STDIN (FORMAT csv)`).writable(),
  )
  rmSync(file, { force: true })
}

function plainCell(value: unknown): PlainCell {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value
  return value instanceof Date ? value.toISOString() : String(value)
}
