import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Urgency } from '@grid/data/contract'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { instant, openStore, type Store, sql, TextBytes } from './index.ts'

const insertSource = (key: number) =>
  sql`INSERT INTO source VALUES (${key}, ${`s${key}`}, 'Source', '来源', ${key % 2 === 0})`
const countSources = sql`SELECT count(*) AS n FROM source`

describe('store', () => {
  let folder: string
  let store: Store

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'grid-store-'))
    store = await openStore({ file: join(folder, 'centre.duckdb'), readers: 2 })
  })

  afterEach(async () => {
    await store.close()
    rmSync(folder, { recursive: true })
  })

  it('keeps what was written, and its version, across a reopening', async () => {
    await store.write((transaction) => transaction.run(insertSource(1)))
    const { version } = store
    await store.close()
    store = await openStore({ file: join(folder, 'centre.duckdb') })
    expect(await store.read(countSources)).toEqual([{ n: 1 }])
    expect(store.version).toBe(version)
    expect(version).toBe(1)
  })

  it('gives long answers a few hundred rows at a time, all of them in their order', async () => {
    const rows = 100_000
    const seen: number[] = []
    for await (const batch of store.trickle(sql`SELECT n FROM range(${rows}) t(n) ORDER BY n`)) {
      expect(batch.length).toBeLessThan(500)
      seen.push(...batch.map(({ n }) => Number(n)))
    }
    expect(seen).toEqual(Array.from({ length: rows }, (_, n) => n))
  })

  it('gives numbers column by column, and frees the connection of an answer that nobody reads to its end', async () => {
    const rows = 10_000
    const seen: number[][] = [[], []]
    const numbers = sql`SELECT CAST(n AS DOUBLE), n / 4 FROM range(${rows}) t(n) ORDER BY n`
    for await (const columns of store.columns(numbers))
      for (const [column, values] of columns.entries()) seen[column]!.push(...values)
    expect(seen[0]).toEqual(Array.from({ length: rows }, (_, n) => n))
    expect(seen[1]).toEqual(Array.from({ length: rows }, (_, n) => n / 4))
    // as many as there are connections would wait for ever
    for (let time = 0; time < 3; time++) for await (const _ of store.columns(numbers)) break
    const others = store.columns(sql`SELECT 1 AS n`)
    await expect(others.next()).rejects.toThrow(/INTEGER/)
    await expect(store.columns(numbers, { signal: AbortSignal.abort() }).next()).rejects.toThrow(/cancelled/)
  })

  it('answers days, instants, whole numbers and lists as plain values', async () => {
    const [row] = await store.read(
      sql`SELECT ${instant('2026-02-03T04:05:06.789+08:00')} AS reported_at, DATE '2026-02-03' AS day, 3::BIGINT AS n, [1, 2] AS list, 1.5::DECIMAL(4, 1) AS share, NULL AS nothing`,
    )
    expect(row).toEqual({
      reported_at: '2026-02-02T20:05:06.789Z',
      day: '2026-02-03',
      n: 3,
      list: [1, 2],
      share: 1.5,
      nothing: null,
    })
  })

  it('tells a job how many rows it wrote, and drops its temporary tables alone', async () => {
    const told = await store.writeAlone(async (transaction) => {
      const made = await transaction.change(sql`CREATE TEMP TABLE source AS SELECT * FROM range(5) t(n)`)
      await transaction.drop(['source', 'never_there'])
      const inserted = await transaction.change(insertSource(1))
      await transaction.drop(['source'])
      return { made, inserted, deleted: await transaction.change(sql`DELETE FROM source WHERE key > 1`) }
    })
    expect(told).toEqual({ made: 5, inserted: 1, deleted: 0 })
    expect(await store.read(countSources)).toEqual([{ n: 1 }])
  })

  it('binds hostile text as text', async () => {
    const hostile = `'); DROP TABLE source; --`
    expect(await store.read(sql`SELECT ${hostile} AS text`)).toEqual([{ text: hostile }])
    await expect(store.read(sql`SELECT * FROM read_text(${'/etc/passwd'})`)).rejects.toThrow(/disabled/)
  })

  it('refuses one job of a group without harming the others', async () => {
    const outcomes = await Promise.allSettled([
      store.write((transaction) => transaction.run(insertSource(1))),
      store.write(async (transaction) => {
        await transaction.run(insertSource(2))
        throw new Error('refused')
      }),
      store.write((transaction) => transaction.run(insertSource(3))),
    ])
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await store.read(sql`SELECT key FROM source ORDER BY key`)).toEqual([{ key: 1 }, { key: 3 }])
  })

  it('commits jobs of one moment together', async () => {
    await Promise.all(
      Array.from({ length: 100 }, (_, key) =>
        store.write((transaction) => transaction.run(insertSource(key))),
      ),
    )
    expect(await store.read(countSources)).toEqual([{ n: 100 }])
    expect(store.version).toBeLessThanOrEqual(2)
  })

  it('cancels a question when its asker leaves, and goes on answering', async () => {
    const asker = new AbortController()
    const slow = store.read(sql`SELECT sum(a.range * b.range) AS n FROM range(2000000) a, range(2000000) b`, {
      signal: asker.signal,
    })
    setImmediate(() => asker.abort())
    await expect(slow).rejects.toMatchObject({ code: 'cancelled' })
    expect(await store.read(countSources)).toEqual([{ n: 0 }])
  })

  it('stops a question at its time limit', async () => {
    const slow = store.read(sql`SELECT sum(a.range * b.range) AS n FROM range(2000000) a, range(2000000) b`, {
      timeoutMs: 30,
    })
    await expect(slow).rejects.toMatchObject({ code: 'timeout' })
  })

  it('fills a staging table in bulk and leaves nothing of it behind', async () => {
    const n = await store.writeAlone(async (transaction) => {
      const staging = await transaction.stage('staged', {
        id: 'text',
        reported_at: 'instant',
        day: 'day',
        value: 'double',
      })
      for (let index = 0; index < 5000; index++) {
        staging.append([`t${index}`, Date.UTC(2026, 0, 1), '2026-01-01', index % 2 ? null : 0.5])
      }
      await staging.finish()
      return transaction.run(
        sql`SELECT count(*) AS n, count(value) AS valued, min(reported_at) AS reported_at, max(day) AS day FROM staged`,
      )
    })
    expect(n).toEqual([{ n: 5000, valued: 2500, reported_at: '2026-01-01T00:00:00.000Z', day: '2026-01-01' }])
    await expect(store.read(sql`SELECT * FROM staged`)).rejects.toThrow(/staged/)
  })

  it('stages texts of any length, those of other threads and of a block that is used again too', async () => {
    const text = fc.option(
      fc.oneof(fc.string({ maxLength: 14 }), fc.string({ unit: 'grapheme', maxLength: 40 })),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 60 }), async (some) => {
        // more than two blocks of them
        const rows = Array.from({ length: 4500 }, (_, n) => some[n % some.length]!)
        const back = await store.writeAlone(async (transaction) => {
          const staging = await transaction.stage('staged', { n: 'integer', one: 'text', other: 'text' })
          for (const [n, [one, other]] of rows.entries()) {
            const bytes = Buffer.from(`<${other}>`)
            staging.append([n, one, other === null ? null : new TextBytes().of(bytes, 1, bytes.length - 1)])
          }
          await staging.finish()
          return await transaction.run(sql`SELECT one, other FROM staged ORDER BY n`)
        })
        expect(back.map(({ one, other }) => [one, other])).toEqual(rows)
      }),
      { numRuns: 20 },
    )
  })

  it('stages files beside a transaction, under one name after another, and leaves nothing of them behind', async () => {
    const counted = sql`SELECT count(*) AS n, count(DISTINCT urgency) AS kinds FROM staged`
    const job = (fails: boolean) =>
      store.writeAlone(async (transaction) => {
        await transaction.run(sql`UPDATE data_version SET version = version`)
        const kinds = { n: 'integer', urgency: { choice: 'urgency', of: Urgency.options } } as const
        const told = []
        for (const [rows, file] of [
          [300_000, true],
          [2, false],
          [5000, true],
        ] as const) {
          const staging = await transaction[file ? 'stageFile' : 'stage']('staged', kinds)
          for (let n = 0; n < rows; n++) staging.append([n, Urgency.options[n % 2]])
          await staging.finish()
          told.push(...(await transaction.run(counted)))
        }
        await transaction.drop(['staged', 'never_made'])
        // one that is never finished
        const unfinished = await transaction.stageFile('unfinished', kinds)
        unfinished.append([1, 'normal'])
        if (fails) throw new Error('no more')
        return told
      })
    const expected = [300_000, 2, 5000].map((n) => ({ n, kinds: 2 }))
    expect(await job(false)).toEqual(expected)
    await expect(job(true)).rejects.toThrow('no more')
    expect(await job(false)).toEqual(expected)
    const left = sql`SELECT database_name FROM duckdb_databases() WHERE database_name LIKE 'staged%'
      UNION ALL SELECT view_name FROM duckdb_views() WHERE view_name = 'staged'`
    expect(await store.read(left)).toEqual([])
  })

  it('is opened once in a process', async () => {
    await expect(openStore({ file: join(folder, 'centre.duckdb') })).rejects.toMatchObject({ code: 'in use' })
  })

  it('names the process that holds the file', async () => {
    const child = spawn(process.execPath, [
      '--import',
      'tsx',
      '--input-type=module',
      '-e',
      `import { openStore } from ${JSON.stringify(fileURLToPath(new URL('./index.ts', import.meta.url)))}
       await openStore({ file: ${JSON.stringify(join(folder, 'held.duckdb'))} })
       console.log('open')
       process.stdin.resume()`,
    ])
    try {
      await once(child.stdout, 'data')
      await expect(openStore({ file: join(folder, 'held.duckdb') })).rejects.toThrow(
        new RegExp(`in use by process ${child.pid}`),
      )
    } finally {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
  })

  it('refuses a database from a newer release, and a file that is none', async () => {
    await store.write((transaction) => transaction.run(sql`INSERT INTO migration VALUES (999, 'future')`))
    await store.close()
    await expect(openStore({ file: join(folder, 'centre.duckdb') })).rejects.toMatchObject({
      code: 'too new',
    })
    const file = join(folder, 'note.duckdb')
    writeFileSync(file, 'not a database, but long enough to be read as one. '.repeat(200))
    await expect(openStore({ file })).rejects.toMatchObject({ code: 'unreadable' })
  })
})
