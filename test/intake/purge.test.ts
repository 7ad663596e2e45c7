import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Retention } from '@grid/data/contract'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verifyChain } from '../../server/audit/index.ts'
import { checkCentre } from '../../server/intake/index.ts'
import { purge } from '../../server/retention/index.ts'
import { openStore, type Store, sql } from '../../server/store/index.ts'
import { appOf } from '../fixtures/app.ts'
import { storeWith } from '../fixtures/centre.ts'
import { present, twoStreets } from '../fixtures/two-streets.ts'

const now = Date.parse(present)
const asked = {
  at: now,
  caller: { role: 'administrator', who: { kind: 'local', id: 'os:ann', name: 'ann' } },
  from: null,
} as const

describe('a purge', () => {
  let store: Store
  beforeEach(async () => {
    store = await storeWith(twoStreets)
  })
  afterEach(() => store.close())

  const run = (retention: Retention, act: boolean) => purge({ store, retention, now, act, asked })
  const ids = async () =>
    (await store.read(sql`SELECT id FROM ticket ORDER BY id`)).map(({ id }) => String(id))
  /** The fixture is made row by row: most of its tickets have no log at all. */
  const unsound = async () =>
    (await checkCentre(store)).checks.filter(({ id, found }) => found > 0 && id !== 'logs')

  it('counts what it would do and does nothing, then does what it counted', async () => {
    const before = await ids()
    const { version } = store
    const looked = await run({ tickets: 60, texts: 5 }, false)
    // by hand: ended before 30 January 2026 are A1 and B1 to B4; texts of ended ones before 26 March have M01, M02, M03
    expect(looked).toMatchObject({
      done: false,
      before: { tickets: '2026-01-30T04:00:00.000Z', texts: '2026-03-26T04:00:00.000Z', audit: null },
      removed: { tickets: 5, audit: 0 },
      blanked: { texts: 3 },
      open: 0,
    })
    expect(await ids()).toEqual(before)
    expect(store.version).toBe(version)
    const done = await run({ tickets: 60, texts: 5 }, true)
    expect(done).toEqual({ ...looked, done: true })
    expect(before.filter((id) => !['A1', 'B1', 'B2', 'B3', 'B4'].includes(id))).toEqual(await ids())
    expect(await unsound()).toEqual([])
    const texts = await store.read(
      sql`SELECT id FROM ticket WHERE coalesce(title, description, address) IS NOT NULL ORDER BY id`,
    )
    expect(texts.map(({ id }) => id)).toEqual(['M05'])
    const again = await run({ tickets: 60, texts: 5 }, true)
    expect(again.removed).toEqual({
      tickets: 0,
      events: 0,
      stays: 0,
      changes: 0,
      alerts: 0,
      rejects: 0,
      audit: 0,
    })
    expect(again.blanked).toEqual({ texts: 0, reasons: 0, notes: 0 })
  })

  it('keeps open tickets of any age, and every figure of the days that stay', async () => {
    const { get } = appOf(store)
    const march = '/api/summary?from=2026-03-01&to=2026-04-01&measure=reported&measure=open&measure=overdue'
    const figures = async () => {
      const { measures } = (await get(march)).json as { measures: { id: string; value: number }[] }
      return measures.map(({ id, value }) => [id, value])
    }
    const before = await figures()
    expect(before.length).toBeGreaterThan(0)
    const { open } = await run({ tickets: 30 }, true)
    expect(open).toBeGreaterThan(0)
    expect(await figures()).toEqual(before)
    expect((await get('/api/tickets/F6')).status).toBe(200)
    expect((await get('/api/tickets/F1')).status).toBe(404)
  })

  it('says in the audit that it was, and leaves a chain that holds', async () => {
    await run({ tickets: 60 }, true)
    await store.note((transaction) => transaction.run(sql`UPDATE audit_head SET seq = seq`))
    expect(await verifyChain(store)).toMatchObject({ sound: true, entries: 1 })
    const cut = await purge({
      store,
      retention: { audit: 1 },
      now: now + 3 * 86_400_000,
      act: true,
      asked: { ...asked, at: now + 3 * 86_400_000 },
    })
    expect(cut.removed.audit).toBe(1)
    expect(await verifyChain(store)).toMatchObject({ sound: true, entries: 1, first: 2, anchor: 1 })
  })

  it('leaves sums right, whatever ages are asked for', async () => {
    const age = fc.option(fc.integer({ min: 1, max: 400 }), { nil: undefined })
    await fc.assert(
      fc.asyncProperty(
        fc.record({ tickets: age, texts: age, audit: age }),
        async ({ tickets, texts, audit }) => {
          const retention = { ...(tickets && { tickets }), ...(texts && { texts }), ...(audit && { audit }) }
          const [count] = await store.read(sql`SELECT count(*) AS n FROM ticket`)
          const report = await run(retention, false)
          const done = await run(retention, true)
          expect(done).toEqual({ ...report, done: true })
          const [left] = await store.read(sql`SELECT count(*) AS n FROM ticket`)
          expect(Number(left?.n)).toBe(Number(count?.n) - done.removed.tickets)
          expect(await unsound()).toEqual([])
          expect(await verifyChain(store)).toMatchObject({ sound: true })
        },
      ),
      { numRuns: 15 },
    )
  })

  it('removes old files of rejected rows with the texts, those of this database alone', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'grid-purge-'))
    const beside = await openStore({
      file: join(folder, 'centre.duckdb'),
      threads: 1,
      readers: 1,
      tricklers: 1,
    })
    try {
      const written = (name: string, daysAgo: number) => {
        const file = join(folder, name)
        writeFileSync(file, 'row,column,value\r\n')
        utimesSync(file, now / 1000, now / 1000 - daysAgo * 86_400)
        return file
      }
      const old = written('centre.tickets.csv.rejects.csv', 31)
      const young = written('centre.events.csv.rejects.csv', 29)
      const others = [written('other.tickets.csv.rejects.csv', 31), written('centre.tickets.csv', 31)]
      const ask = (retention: Retention, act: boolean) => purge({ store: beside, retention, now, act, asked })
      expect((await ask({ texts: 30 }, false)).removed.rejects).toBe(1)
      expect((await ask({ audit: 1 }, true)).removed.rejects).toBe(0)
      expect(existsSync(old)).toBe(true)
      expect((await ask({ tickets: 300, texts: 30 }, true)).removed.rejects).toBe(1)
      expect([old, young, ...others].map((file) => existsSync(file))).toEqual([false, true, true, true])
    } finally {
      await beside.close()
      rmSync(folder, { recursive: true })
    }
  })
})
