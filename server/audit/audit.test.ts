import { chownSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore, type Store, sql } from '../store/index.ts'
import { Audit, type Now } from './audit.ts'
import { canonical, hashOf, writtenOf } from './entry.ts'
import { forgetAudit } from './forget.ts'
import { listAudit } from './list.ts'
import { rememberedHead, rememberHead } from './remembered.ts'
import { verifyChain } from './verify.ts'

const log = pino({ level: 'silent' })
const march = Date.parse('2026-03-01T00:00:00Z')
const ann = { role: 'coordinator', who: { kind: 'person', id: 'p1', name: 'Ann 安' } } as const
const looked = (subject: string | null = null): Now => ({
  caller: ann,
  from: '10.0.0.7',
  action: 'saw',
  what: 'ticket',
  subject,
  filter: { q: ['lift'], area: ['S1', 'S2'] },
})

describe('the audit', () => {
  let folder: string
  let file: string
  let store: Store
  let audit: Audit
  let now: number
  const clock = { now: () => now }

  const open = async () => {
    store = await openStore({ file, threads: 1, readers: 1, tricklers: 1 })
    audit = new Audit({ store, clock, log })
    await audit.begin()
  }
  const close = async () => {
    await audit.close()
    await store.close()
  }
  /** What somebody does to the database behind our back. */
  const tamper = (statement: ReturnType<typeof sql>) =>
    store.note((transaction) => transaction.run(statement))

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'grid-audit-'))
    file = join(folder, 'centre.duckdb')
    now = march
    await open()
  })
  afterEach(async () => {
    await close()
    rmSync(folder, { recursive: true })
  })

  it('keeps what it is told, in order, each behind the hash of the one before', async () => {
    audit.note(looked('A'))
    audit.note(looked('B'))
    await audit.record({ ...looked(), action: 'exported', what: 'layer', subject: 'tickets.csv' })
    await audit.flush()
    const { entries } = await listAudit(store, { limit: 10 }, 'UTC')
    expect(entries.map(({ seq, action, subject }) => [seq, action, subject])).toEqual([
      [3, 'saw', 'B'],
      [2, 'saw', 'A'],
      [1, 'exported', 'tickets.csv'],
    ])
    expect(entries[1]).toMatchObject({
      at: '2026-03-01T00:00:00.000Z',
      who: { kind: 'person', id: 'p1', name: 'Ann 安' },
      role: 'coordinator',
      from: '10.0.0.7',
      filter: { area: ['S1', 'S2'], q: ['lift'] },
    })
    expect(await verifyChain(store)).toMatchObject({ sound: true, entries: 3, head: { seq: 3 } })
  })

  it('is reckoned as anybody can reckon it', () => {
    const entry = writtenOf({ at: march, ...looked('A') }, 1)
    // sha256sum of the line feed and the JSON written by hand
    expect(canonical(entry)).toBe(
      '{"action":"saw","at":"2026-03-01T00:00:00.000Z","detail":null,"filter":"{\\"area\\":[\\"S1\\",\\"S2\\"],\\"q\\":[\\"lift\\"]}",' +
        '"from":"10.0.0.7","kind":"person","name":"Ann 安","request":null,"role":"coordinator","seq":1,"subject":"A","what":"ticket","who":"p1"}',
    )
    expect(hashOf('', entry)).toMatch(/^[0-9a-f]{64}$/)
    expect(hashOf('', entry)).not.toBe(hashOf('0', entry))
  })

  it('does not make kept answers stale', async () => {
    const { version } = store
    await audit.record(looked())
    expect(store.version).toBe(version)
    await store.write((transaction) => transaction.run(sql`DELETE FROM change`))
    expect(store.version).toBe(version + 1)
  })

  it('shows what was changed, taken out, put in, turned round or cut off', async () => {
    for (let n = 1; n <= 6; n++) await audit.record(looked(`T${n}`))
    const kept = await store.read(sql`SELECT * FROM audit`)
    const restored = async () => {
      await tamper(sql`DELETE FROM audit WHERE seq > 0`)
      await tamper(sql`UPDATE audit_head SET anchor_seq = 0, anchor_hash = ''`)
      for (const row of kept)
        await tamper(sql`INSERT INTO audit VALUES (${Number(row.seq)}, CAST(${String(row.happened_at).slice(0, 23)} AS TIMESTAMP),
          ${String(row.kind)}, ${String(row.who)}, ${String(row.name)}, ${String(row.role)}, ${String(row.origin)},
          ${String(row.action)}, ${String(row.what)}, ${String(row.subject)}, ${String(row.filter)}, NULL, NULL, ${String(row.hash)})`)
    }
    const deeds = [
      [sql`UPDATE audit SET name = 'Bob' WHERE seq = 3`, 'entry 3'],
      [sql`UPDATE audit SET happened_at = happened_at + INTERVAL 1 MILLISECOND WHERE seq = 6`, 'entry 6'],
      [sql`UPDATE audit SET filter = NULL WHERE seq = 1`, 'entry 1'],
      [sql`DELETE FROM audit WHERE seq = 3`, 'entries 3 to 3 are missing'],
      [sql`DELETE FROM audit WHERE seq <= 2`, 'entries 1 to 2 are missing'],
      [sql`DELETE FROM audit WHERE seq = 6`, 'the last entry is 5'],
      [sql`DELETE FROM audit WHERE seq > 0`, 'the last entry is 0'],
      [sql`INSERT INTO audit SELECT * FROM audit WHERE seq = 2`, 'entry 2 is there twice'],
      [sql`UPDATE audit SET seq = 9 - seq WHERE seq IN (4, 5)`, 'entry 4'],
    ] as const
    for (const [deed, fault] of deeds) {
      await restored()
      expect(await verifyChain(store)).toMatchObject({ sound: true, entries: 6 })
      await tamper(deed)
      const { sound, faults } = await verifyChain(store)
      expect([sound, faults.join('; ')]).toEqual([false, expect.stringContaining(fault)])
    }
  })

  it('that was cut off with its head shows beside the file that remembers the end, and says so itself', async () => {
    for (let n = 1; n <= 4; n++) await audit.record(looked(`T${n}`))
    await close()
    const seen = rememberedHead(file)
    expect(seen?.seq).toBe(4)
    await open()
    await tamper(sql`UPDATE audit_head SET seq = 2, hash = (SELECT hash FROM audit WHERE seq = 2)`)
    await tamper(sql`DELETE FROM audit WHERE seq > 2`)
    expect(await verifyChain(store)).toMatchObject({ sound: true })
    const beside = await verifyChain(store, seen ? [seen] : [])
    expect(beside.faults.join()).toContain('entry 4 was seen before')
    // a server that starts on it writes it down, before the end is remembered anew
    const remembered = readFileSync(`${file}.audit`)
    await close()
    writeFileSync(`${file}.audit`, remembered)
    await open()
    expect(await verifyChain(store)).toMatchObject({ sound: true, breaks: [{ seq: 3 }] })
  })

  it.runIf(process.getuid?.() === 0)(
    'remembers its end for the account that has the database, whoever writes',
    async () => {
      chownSync(file, 65_534, 65_534)
      await audit.record(looked('A'))
      await rememberHead(store)
      const { uid, gid, mode } = statSync(`${file}.audit`)
      expect([uid, gid, mode & 0o777]).toEqual([65_534, 65_534, 0o600])
    },
  )

  it('forgets from its beginning alone, and can be verified behind the anchor', async () => {
    for (let n = 1; n <= 6; n++) {
      now = march + n * 86_400_000
      await audit.record(looked(`T${n}`))
    }
    const forget = (before: number) => store.note((transaction) => forgetAudit(transaction, before))
    expect(await forget(march)).toBe(0)
    expect(await forget(march + 4 * 86_400_000)).toBe(3)
    expect(await verifyChain(store, [{ seq: 2, hash: 'gone' }])).toMatchObject({
      sound: true,
      entries: 3,
      first: 4,
      anchor: 3,
    })
    expect(await forget(march + 90 * 86_400_000)).toBe(3)
    expect(await verifyChain(store)).toMatchObject({ sound: true, entries: 0, anchor: 6, head: { seq: 6 } })
    await audit.record(looked('after'))
    expect(await verifyChain(store)).toMatchObject({ sound: true, entries: 1, first: 7 })
    await tamper(sql`UPDATE audit_head SET anchor_hash = 'x'`)
    expect((await verifyChain(store)).faults.join()).toContain('entry 7')
  })

  it('holds whatever texts and times are told, under any mixture of ways', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 30 })
    const happening = fc.record({
      subject: text,
      name: text,
      filter: fc.dictionary(text, fc.array(text)),
      soon: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 12 }), async (happenings) => {
        const before = (await verifyChain(store)).entries
        await Promise.all(
          happenings.map(({ subject, name, filter, soon }) => {
            now++
            const told: Now = { ...looked(subject), caller: { ...ann, who: { ...ann.who, name } }, filter }
            return soon ? audit.record(told) : audit.note(told)
          }),
        )
        await audit.flush()
        const verdict = await verifyChain(store)
        expect(verdict).toMatchObject({ sound: true, entries: before + happenings.length })
        await listAudit(store, { limit: 500 }, 'Asia/Shanghai')
      }),
      { numRuns: 30 },
    )
  })

  it('loses no look to a disk that is full for a while, and shows nothing more when too many wait', async () => {
    let full = true
    const troubled = new Audit({
      store: {
        ...store,
        get version() {
          return store.version
        },
        note: (job) => (full ? Promise.reject(new Error('full')) : store.note(job)),
      },
      clock,
      log,
    })
    troubled.note(looked('A'))
    await expect(troubled.flush()).rejects.toThrow('full')
    troubled.note(looked('B'))
    for (let n = 2; n < 10_000; n++) troubled.note(looked())
    expect(() => troubled.note(looked())).toThrow('nothing is shown')
    await expect(troubled.record(looked())).rejects.toThrow('full')
    full = false
    await troubled.close()
    const { entries } = await listAudit(store, { limit: 2, after: '3' }, 'UTC')
    expect(entries.map(({ subject }) => subject)).toEqual(['B', 'A'])
    expect(await verifyChain(store)).toMatchObject({ sound: true, entries: 10_000 })
  })
})
