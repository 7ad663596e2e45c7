import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { compactFile, name, openStore, type Store, sql } from './index.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "grid's folder "))
  file = join(folder, 'centre.duckdb')
})
afterEach(() => rmSync(folder, { recursive: true }))

const opened = async <T>(work: (store: Store) => Promise<T>): Promise<T> => {
  const store = await openStore({ file })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

/** So many that a few blocks more or less, which the engine leaves by chance, are nothing beside their log. */
const tickets = 200_000

/** A log that was rewritten: half of the file lies free. */
const filled = () =>
  opened(async (store) => {
    await store.write(async (transaction) => {
      await transaction.run(sql`INSERT INTO event (ticket, seq, happened_s, kind, reason)
        SELECT nextval('ticket_key'), 0, hash(n) % 1000000007, 'closed', md5(CAST(n AS VARCHAR)) FROM range(${tickets}) r(n)`)
    })
    await store.checkpoint()
    await store.write(async (transaction) => {
      await transaction.run(sql`UPDATE event SET reason = md5(reason), happened_s = happened_s + 1`)
    })
  })

/** Every row of every table in its order, and what columns are made of others say. */
const everything = () =>
  opened(async (store) => {
    const tables = await store.read(
      sql`SELECT table_name FROM duckdb_tables() WHERE NOT internal AND NOT temporary ORDER BY 1`,
    )
    const contents: Record<string, unknown> = {}
    for (const { table_name: table } of tables) {
      const from = name(String(table))
      contents[String(table)] = await store.read(
        sql`SELECT count(*) AS rows, CAST(bit_xor(hash(t, rowid)) AS VARCHAR) AS told FROM ${from} t`,
      )
    }
    return contents
  })

describe('a file written anew', () => {
  it('holds the same in less room, and goes on where it was', async () => {
    await filled()
    const before = await everything()
    expect(Object.keys(before).length).toBeGreaterThan(20)
    const sizes = await compactFile(file)
    expect(sizes.before).toBeGreaterThan(1.3 * sizes.after)
    expect(statSync(file).size).toBe(sizes.after)
    expect(await everything()).toEqual(before)
    const next = await opened((store) =>
      store.write((transaction) => transaction.run(sql`SELECT nextval('ticket_key') AS key`)),
    )
    expect(next).toEqual([{ key: tickets + 1 }])
    expect(readdirSync(folder)).toEqual(['centre.duckdb'])
  })

  it('is the old one still where it is in use, or was not closed in order', async () => {
    await filled()
    await opened(async () => {
      await expect(compactFile(file)).rejects.toMatchObject({ code: 'in use' })
    })
    const old = readFileSync(file)
    writeFileSync(`${file}.wal`, 'something')
    await expect(compactFile(file)).rejects.toMatchObject({ code: 'unreadable' })
    expect(readFileSync(file).equals(old)).toBe(true)
    expect(existsSync(`${file}.compact.tmp`)).toBe(false)
  })

  it('is not made of what is no database', async () => {
    writeFileSync(file, 'no database at all')
    await expect(compactFile(file)).rejects.toMatchObject({ name: 'StoreError', code: 'unreadable' })
    expect(readFileSync(file, 'utf8')).toBe('no database at all')
    expect(readdirSync(folder)).toEqual(['centre.duckdb'])
  })
})
