import { statSync } from 'node:fs'
import type { BenchCentre } from '../centre/build.ts'
import { openEngine } from '../engine.ts'
import type { Peer } from './peer.ts'
import { rawTables } from './raw.ts'

/** The plain engine over the raw tables, in this process: no server, no preparation, no HTTP. */
export async function scanPeer(centre: BenchCentre): Promise<Peer> {
  const started = performance.now()
  const { file } = await rawTables(centre)
  const engine = await openEngine(file)
  const [version] = await engine.rows('SELECT version()')
  return {
    name: 'scan',
    version: `DuckDB ${String(version?.[0])}`,
    loadSeconds: (performance.now() - started) / 1000,
    bytes: statSync(file).size,
    rows: engine.rows,
    close: async () => engine.close(),
  }
}
