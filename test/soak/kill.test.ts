import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { IntakeAnswer } from '@grid/data/contract'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore, sql } from '../../server/store/index.ts'
import { builtDatabase, demoPack, type RunningServer, startServer } from '../drivers/server.ts'
import { long } from './soak.ts'

const kills = long ? 30 : 3
const senders = 8

describe('a server that is killed while tickets arrive', () => {
  let folder: string
  let database: string
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'grid-kill-'))
    database = join(folder, 'centre.duckdb')
    copyFileSync(await builtDatabase(demoPack), database)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it(`has every ticket it acknowledged after ${kills} kills, each once`, async () => {
    const acknowledged = new Set<string>()
    const sent = new Set<string>()
    // how much is acknowledged before each kill, so that they fall on different moments of different commits
    const moments = fc.sample(fc.integer({ min: 1, max: 40 }), { seed: 7, numRuns: kills })
    for (const [round, messages] of moments.entries()) {
      const server = await startServer({ database })
      await loadUntil(server, messages, round, { acknowledged, sent })
      await server.kill()
    }
    const store = await openStore({ file: database })
    const rows = await store.read(
      sql`SELECT id, count(*) AS n FROM ticket WHERE id LIKE 'kill-%' GROUP BY id`,
    )
    await store.close()
    const found = new Map(rows.map(({ id, n }) => [String(id), Number(n)]))
    expect([...acknowledged].filter((id) => !found.has(id))).toEqual([])
    expect([...found].filter(([id, n]) => n !== 1 || !sent.has(id))).toEqual([])
    expect(acknowledged.size).toBeGreaterThan(kills * 10)
  })
})

interface Ledger {
  acknowledged: Set<string>
  sent: Set<string>
}

/** Sends from several sides at once until so many messages were answered, and leaves the others under way. */
async function loadUntil(
  server: RunningServer,
  messages: number,
  round: number,
  { acknowledged, sent }: Ledger,
): Promise<void> {
  let next = 0
  let answered = 0
  await new Promise<void>((resolve) => {
    const sender = async () => {
      while (answered < messages) {
        const first = next
        next += 10
        const ids = Array.from({ length: 10 }, (_, index) => `kill-${round}-${first + index}`)
        for (const id of ids) sent.add(id)
        try {
          const response = await fetch(`${server.url}/api/tickets`, {
            method: 'POST',
            headers: { 'Content-Type': 'application/x-ndjson', 'Idempotency-Key': `${round}-${first}` },
            body: ids.map((id) => JSON.stringify({ id, reported_at: '2026-07-01T00:00:00Z' })).join('\n'),
          })
          for (const { id } of IntakeAnswer.parse(await response.json()).rows) if (id) acknowledged.add(id)
          answered++
        } catch {
          // the server was killed meanwhile: nothing was acknowledged
        }
      }
      resolve()
    }
    for (let index = 0; index < senders; index++) void sender()
  })
}
