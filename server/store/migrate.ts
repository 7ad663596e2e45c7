import { readdirSync, readFileSync } from 'node:fs'
import type { DuckDBConnection } from '@duckdb/node-api'
import { StoreError } from './errors.ts'

const folder = new URL('./migrations/', import.meta.url)

/** The numbered steps of the schema, in order; a step is never edited once released. */
export function migrations(): { number: number; file: string; text: string }[] {
  return readdirSync(folder)
    .filter((file) => /^\d{3}-.*\.sql$/.test(file))
    .sort()
    .map((file) => ({
      number: Number(file.slice(0, 3)),
      file,
      text: readFileSync(new URL(file, folder), 'utf8'),
    }))
}

/**
 * Brings a database to this release's schema. Each step is a transaction of its own, all of it or nothing: the engine
 * refuses to alter a table again in the transaction that has written to it. Refuses a database that a newer release has
 * touched.
 */
export async function migrate(connection: DuckDBConnection, file: string): Promise<void> {
  await connection.run(
    'CREATE TABLE IF NOT EXISTS migration (number INTEGER NOT NULL, file VARCHAR NOT NULL)',
  )
  await connection.run('CREATE TABLE IF NOT EXISTS data_version (version BIGINT NOT NULL)')
  await connection.run(
    'INSERT INTO data_version (version) SELECT 0 WHERE NOT EXISTS (SELECT * FROM data_version)',
  )
  const reader = await connection.runAndReadAll('SELECT max(number) FROM migration')
  const done = Number(reader.getRows()[0]?.[0] ?? 0)
  const steps = migrations()
  const newest = steps.at(-1)?.number ?? 0
  if (done > newest) {
    throw new StoreError(
      'too new',
      `${file} was written by a newer release (schema ${done}, this release knows ${newest}). ` +
        'Start that release, or restore a backup made by this one.',
    )
  }
  for (const step of steps) if (step.number > done) await take(connection, step)
}

async function take(
  connection: DuckDBConnection,
  { number, file, text }: { number: number; file: string; text: string },
): Promise<void> {
  await connection.run('BEGIN TRANSACTION')
  try {
    await connection.run(text)
    await connection.run('INSERT INTO migration VALUES ($1, $2)', [number, file])
    await connection.run('COMMIT')
  } catch (cause) {
    await connection.run('ROLLBACK').catch(() => undefined)
    throw cause
  }
}
