import { copyFileSync, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { expect, it } from 'vitest'
import { localOperator } from '../../server/access/index.ts'
import { centreOf, presentOf } from '../../server/centre/index.ts'
import { logFormats } from '../../server/eventlog/index.ts'
import { openStore, type Store, sql } from '../../server/store/index.ts'
import { builtDatabase, demoPack } from '../drivers/server.ts'
import { Workshop } from '../intake/workshop.ts'

/** The lines of all logs by what they say, as one number and their count. */
async function fingerprint(store: Store) {
  const [row] = await store.read(sql`SELECT count(*) AS lines, bit_xor(hash(row(k.id, e.seq, e.happened_at,
      e.kind::VARCHAR, f.id, t.id, g.id, h.id, e.reason, e.due_at)))::VARCHAR AS said
    FROM event e JOIN ticket k ON k.key = e.ticket LEFT JOIN unit f ON f.key = e.from_unit
      LEFT JOIN unit t ON t.key = e.to_unit LEFT JOIN tier g ON g.key = e.from_tier
      LEFT JOIN tier h ON h.key = e.to_tier`)
  return row
}

it('the whole log of the demo leaves as XES and comes into an empty centre line for line', async () => {
  const [shop, other] = [new Workshop(), new Workshop()]
  const file = join(shop.folder, 'demo.duckdb')
  copyFileSync(await builtDatabase(demoPack), file)
  const demo = await openStore({ file, threads: 1, readers: 1 })
  try {
    const centre = await centreOf(demo)
    const caller = await localOperator(new Request('http://localhost'))
    const asking = {
      store: demo,
      centre,
      caller,
      present: presentOf(centre, Date.parse('2026-11-01T00:00:00Z')),
    }
    const path = join(shop.folder, 'log.xes.gz')
    const xes = logFormats.find(({ id }) => id === 'xes')
    if (!xes) throw new Error('there is no XES')
    await pipeline(xes.write(asking, {}), createGzip(), createWriteStream(path))

    other.file('centre.json', { name: 'Empty', timeZone: 'Asia/Shanghai' })
    await other.load()
    // as many as the demo's files have rows, counted with wc
    expect(await other.import('events', path)).toMatchObject({
      read: 194_467,
      inserted: 194_467,
      tickets: { inserted: 23_475 },
    })
    const sent = await fingerprint(demo)
    expect(sent?.lines).toBe(194_467)
    expect(await fingerprint(await other.store())).toEqual(sent)
  } finally {
    await demo.close()
    await shop[Symbol.asyncDispose]()
    await other[Symbol.asyncDispose]()
  }
})
