import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { name, openStore, type Store, sql } from './index.ts'

const insert = (key: number, id = `s${key}`) =>
  sql`INSERT INTO source VALUES (${key}, ${id}, 'Source', '来源', ${key % 2 === 0})`

describe('a plan that is kept', () => {
  let store: Store

  beforeEach(async () => {
    store = await openStore({ file: ':memory:', readers: 1 })
    await store.write((transaction) => transaction.run(insert(1)))
  })
  afterEach(() => store.close())

  const above = (key: number, kept = true) =>
    store.read(sql`SELECT id, key FROM source WHERE key > ${key} ORDER BY id DESC, key LIMIT 100`, { kept })

  it('answers of what there is when it is asked, for the values it is asked with', async () => {
    expect(await above(0)).toEqual([{ id: 's1', key: 1 }])
    expect(await above(1)).toEqual([])
    // beyond what the engine knew of the columns when it planned
    await store.write(async (transaction) => {
      for (const key of [2, 300, 30_000]) await transaction.run(insert(key, `${'s'.repeat(40)}${key}`))
    })
    for (const key of [0, 1, 299, 0.5, 29_999, 30_000])
      expect(await above(key)).toEqual(await above(key, false))
    await store.write((transaction) => transaction.run(sql`DELETE FROM source WHERE key > 1`))
    expect(await above(0)).toEqual([{ id: 's1', key: 1 }])
  })

  it('is made anew where the schema has changed', async () => {
    const all = sql`SELECT * FROM tier ORDER BY key`
    const before = await store.read(all, { kept: true })
    await store.write((transaction) =>
      transaction.run(sql`ALTER TABLE tier ADD COLUMN extra INTEGER DEFAULT 7`),
    )
    await store.write((transaction) =>
      transaction.run(sql`INSERT INTO tier (key, id, name_en, name_zh) VALUES (1, 'a', 'A', '甲')`),
    )
    expect(before).toEqual([])
    expect(await store.read(all, { kept: true })).toEqual(await store.read(all))
    expect(await store.read(all, { kept: true })).toMatchObject([{ extra: 7 }])
  })

  it('goes when others are asked for more, and is made again', async () => {
    for (let round = 0; round < 2; round++)
      for (let nth = 0; nth < 60; nth++)
        expect(await store.read(sql`SELECT ${nth} AS ${name(`n${nth}`)}`, { kept: true })).toEqual([
          { [`n${nth}`]: nth },
        ])
  })

  it('stays usable after a question was left, or failed', async () => {
    const long = (signal?: AbortSignal) =>
      store.read(
        sql`SELECT sum(a.n * b.n) AS s FROM range(${signal ? 200_000 : 3}) a(n), range(${signal ? 200_000 : 3}) b(n)`,
        {
          kept: true,
          signal,
        },
      )
    expect(await long()).toEqual([{ s: 9 }])
    const leaving = new AbortController()
    const left = long(leaving.signal)
    leaving.abort()
    await expect(left).rejects.toMatchObject({ code: 'cancelled' })
    expect(await long()).toEqual([{ s: 9 }])
    const cast = (text: string) => store.read(sql`SELECT CAST(${text} AS INTEGER) AS n`, { kept: true })
    await expect(cast('one')).rejects.toThrow()
    expect(await cast('1')).toEqual([{ n: 1 }])
  })
})
