import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { checkCentre } from '../../server/intake/index.ts'
import { purge } from '../../server/retention/index.ts'
import { sql } from '../../server/store/index.ts'
import { appOf } from '../fixtures/app.ts'
import { smallCentre, Workshop } from './workshop.ts'

const now = '2026-02-01T00:00:00Z'
const retention = { tickets: 20 }

const id = fc.constantFrom('a', 'b', 'c', 'd')
const day = fc.integer({ min: 1, max: 20 })
const status = fc.constantFrom('', 'reported', 'handled', 'closed', 'void', 'duplicate', 'rejected')
const kind = fc.constantFrom(
  'dispatched',
  'transferred',
  'returned',
  'handled',
  'closed',
  'reopened',
  'suspended',
)
const unit = fc.constantFrom('street', 'centre', '')
const row = fc.record({ id, day, status, passed: fc.constantFrom('', '1') })
const line = fc.record({ id, day, kind, unit })
const some = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 1, maxLength: 5 })
const live = fc.boolean()
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ of: fc.constant('rows' as const), rows: some(row), live }) },
  {
    weight: 4,
    arbitrary: fc.record({ of: fc.constant('lines' as const), lines: some(line), live, tells: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ of: fc.constant('purge' as const) }) },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** Lines of the columns below that tell their tickets. */
const telling = {
  fields: { ticket: 'ticket', at: 'at', kind: 'kind', to_unit: 'to_unit' },
  tickets: {},
}

const at = (one: number) => `2026-01-${String(one).padStart(2, '0')}T09:00:00`

/** A centre that is filled and changed in every way there is. */
class Life {
  readonly shop = new Workshop()

  async begin(): Promise<void> {
    this.shop.file('centre.json', smallCentre)
    await this.shop.load()
  }

  async live(step: Step): Promise<void> {
    if (step.of === 'purge') {
      const store = await this.shop.store()
      const caller = { role: 'administrator', who: { kind: 'local', id: 'os:ann', name: 'ann' } } as const
      await purge({ store, retention, now: Date.parse(now), act: true, asked: { at: 0, caller, from: null } })
    } else if (step.of === 'rows') {
      const rows = step.rows.map((one) => ({
        id: one.id,
        reported_at: `${at(one.day)}+08:00`,
        unit: 'street',
        ...(one.status && { status: one.status }),
        ...(one.passed && { transfers: Number(one.passed) }),
      }))
      if (step.live) for (const one of rows) await this.send('/api/tickets', one)
      else
        await this.shop.import(
          'tickets',
          this.shop.file(
            'more.csv',
            ['id,reported_at,unit,status,transfers']
              .concat(
                rows.map((one) => [one.id, one.reported_at, one.unit, one.status, one.transfers].join(',')),
              )
              .join('\n'),
          ),
        )
    } else {
      const lines = step.lines.map((one) => ({
        ticket: one.id,
        at: `${at(one.day)}+08:00`,
        kind: one.kind,
        ...(one.unit && { to_unit: one.unit }),
      }))
      if (step.live)
        for (const { ticket, ...said } of lines) await this.send(`/api/tickets/${ticket}/events`, said)
      else
        await this.shop.import(
          'events',
          this.shop.file(
            'events.csv',
            ['ticket,at,kind,to_unit']
              .concat(lines.map((one) => [one.ticket, one.at, one.kind, one.to_unit].join(',')))
              .join('\n'),
          ),
          step.tells ? { map: this.shop.file('events.map.json', telling) } : {},
        )
    }
  }

  private async send(path: string, body: object): Promise<void> {
    const { app } = appOf(await this.shop.store(), { now })
    const headers = { 'Content-Type': 'application/json' }
    const answer = await app.request(path, { method: 'POST', headers, body: JSON.stringify(body) })
    expect([200, 201, 404, 422], await answer.text()).toContain(answer.status)
  }

  /** By the plain words: how many stays there are by whether the ticket was work, and whether another follows. */
  async stays() {
    const store = await this.shop.store()
    const [row] =
      await store.read(sql`SELECT count(*) FILTER (WHERE no_work) AS no_work, count(*) FILTER (WHERE followed) AS followed,
        count(*) FILTER (WHERE NOT no_work) AS work,
        count(*) FILTER (WHERE ((again & 16) <> 0) <> no_work OR ((again & 32) <> 0) <> followed) AS wrong
      FROM (
        SELECT s.again, t.status::VARCHAR IN ('void', 'duplicate', 'rejected') AS no_work,
          EXISTS (SELECT 1 FROM holding o WHERE o.ticket = s.ticket AND o.nth > s.nth) AS followed
        FROM holding s JOIN ticket t ON t.key = s.ticket)`)
    return row!
  }
}

const life = new Life()
beforeAll(() => life.begin())
afterAll(() => life.shop[Symbol.asyncDispose]())

it('stays say whether their ticket was work and whether another follows, whatever is written in whatever order', async () => {
  const seen = { no_work: 0, followed: 0, work: 0 }
  // one history after another in one centre: what came before is what is written over
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), async (steps) => {
      for (const one of steps) {
        await life.live(one)
        const { wrong, ...counts } = await life.stays()
        expect(wrong).toBe(0)
        for (const count of ['no_work', 'followed', 'work'] as const) seen[count] += Number(counts[count])
      }
    }),
    { numRuns: 12, endOnFailure: true },
  )
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(10)
}, 120_000)

it('a check of the centre finds stays that say otherwise', async () => {
  const store = await life.shop.store()
  const found = async () =>
    (await checkCentre(store)).checks.find((check) => check.id === 'marks of stays')?.found
  await life.live({ of: 'rows', rows: [{ id: 'a', day: 1, status: 'void', passed: '' }], live: true })
  await life.live({
    of: 'lines',
    lines: [1, 2].map((day) => ({ id: 'a', day, kind: 'dispatched', unit: day === 1 ? 'street' : 'centre' })),
    live: false,
    tells: false,
  })
  expect(await found()).toBe(0)
  const [row] = await store.read(sql`SELECT count(*) AS stays FROM stay`)
  await store.write((transaction) =>
    transaction.run(sql`UPDATE stay SET again = xor(again, CAST(16 AS UTINYINT))`),
  )
  expect(await found()).toBe(Number(row?.stays))
})
