import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import type { Store } from '../../server/store/index.ts'
import { appOf } from '../fixtures/app.ts'
import { storeWith } from '../fixtures/centre.ts'
import { twoStreets } from '../fixtures/two-streets.ts'

const stores: Store[] = []
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close()
})

/** One question of every kind that is kept by its tag or by the server. */
const questions = [
  '/api/centre',
  '/api/measures',
  '/api/areas?level=street',
  '/api/basemap',
  '/api/summary',
  '/api/summary?area=C11&from=2026-03-01&to=2026-03-20',
  '/api/breakdown?by=category&measure=reported',
  '/api/series?measure=open&bin=week&from=2026-01-05&to=2026-04-06',
  '/api/measures/overdue/areas?level=community',
  '/api/measures/hotline_per_1000_households/areas?level=street',
  '/api/tickets?limit=5',
  '/api/tickets?limit=5&area=C11&area=C21',
  '/api/tickets?status=closed&category=water',
  '/api/tickets/M04',
  '/api/overdue?limit=3',
  '/api/hotspots?from=2026-03-01&to=2026-04-01',
  '/api/repeats?tickets=2',
  '/api/flows?by=unit',
  '/api/flows/paths',
  '/api/checklists',
  '/api/effect?area=C11&date=2026-03-01',
]

const category = fc.constantFrom('water', 'rubbish', 'lift', 'heating', 'never heard of')
const write = fc.oneof(
  fc.record({
    of: fc.constant('ticket' as const),
    id: fc.constantFrom('N1', 'N2', 'N3', 'N9', 'M04', 'M13', 'M17'),
    category,
    lon: fc.constantFrom(109.02, 109.0201, 109.06),
    reported: fc.integer({ min: 1, max: 31 }),
    closed: fc.boolean(),
  }),
  fc.record({
    of: fc.constant('line' as const),
    id: fc.constantFrom('M04', 'M05', 'M14'),
    kind: fc.constantFrom('transferred', 'returned', 'handled', 'closed'),
    unit: fc.constantFrom('housing', 'waterworks'),
    minute: fc.integer({ min: 0, max: 59 }),
  }),
)
type Write = typeof write extends fc.Arbitrary<infer T> ? T : never

/** How many cases are played against each present. */
const cases = 3
/** A ticket no case has heard of before. */
const unheard: Write = { of: 'ticket', id: 'N9', category: 'water', lon: 109.02, reported: 31, closed: false }

function messageOf(it: Write): { path: string; body: object } {
  if (it.of === 'line')
    return {
      path: `/api/tickets/${it.id}/events`,
      body: {
        kind: it.kind,
        at: `2026-03-31T09:${String(it.minute).padStart(2, '0')}:00+08:00`,
        to_unit: it.unit,
      },
    }
  const day = `2026-03-${String(it.reported).padStart(2, '0')}`
  return {
    path: '/api/tickets',
    body: {
      id: it.id,
      category: it.category,
      lon: it.lon,
      lat: 34.42,
      reported_at: `${day}T08:00:00+08:00`,
      ...(it.closed && { status: 'closed', closed_at: `${day}T11:00:00+08:00` }),
    },
  }
}

/** The same database as another server sees it that has just started: nothing is kept by this object. */
const anew = (store: Store): Store => ({
  ...store,
  get version() {
    return store.version
  },
})

describe('an answer that was kept', () => {
  it.each(['now', 'end of data'] as const)(
    'is never another than a fresh server gives, where the present is %s',
    async (asOf) => {
      let [kept, renewed] = [0, 0]
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.array(fc.oneof(write, fc.nat(questions.length - 1)), { maxLength: 12 }), {
            minLength: 1,
            maxLength: 3,
          }),
          async (rounds) => {
            for (const store of stores.splice(0)) await store.close()
            const store = await storeWith({ ...twoStreets, pack: { ...twoStreets.pack, asOf } })
            stores.push(store)
            const { app, get } = appOf(store)
            const known = new Map<string, { tag: string; text: string }>()
            /** Asks as a browser does that has an answer, and keeps the one it gets. */
            const ask = async (path: string) => {
              const before = known.get(path)
              const answer = await get(path, before ? { 'If-None-Match': before.tag } : {})
              if (answer.status === 304) return before?.text
              const tag = answer.headers.get('ETag')
              if (tag !== null) known.set(path, { tag, text: answer.text })
              return answer.text
            }
            const send = async (it: Write) => {
              const { path, body } = messageOf(it)
              const headers = { 'Content-Type': 'application/json' }
              const answer = await app.request(path, { method: 'POST', headers, body: JSON.stringify(body) })
              expect([200, 201]).toContain(answer.status)
            }
            // nothing happens at first, so every case has answers that are kept; then a ticket comes that is new, so it has some
            // that must be given anew
            for (const round of [[], [], [unheard], ...rounds]) {
              // writes and questions of a round are under way together
              await Promise.all(
                round.map((step) => (typeof step === 'number' ? ask(questions[step]!) : send(step))),
              )
              const fresh = appOf(anew(store))
              for (const path of questions) {
                const before = known.get(path)?.tag
                const text = await ask(path)
                if (before !== undefined && known.get(path)?.tag === before) kept++
                else renewed++
                expect({ path, text }).toEqual({ path, text: (await fresh.get(path)).text })
              }
            }
          },
        ),
        { numRuns: cases, endOnFailure: true },
      )
      expect(kept).toBeGreaterThan(10)
      expect(renewed).toBeGreaterThan(cases * questions.length)
    },
    180_000,
  )

  it('of what no ticket changes stays through every ticket', async () => {
    const store = await storeWith(twoStreets)
    stores.push(store)
    const { app, get } = appOf(store)
    const tags = async () => {
      const paths = ['/api/areas?level=street', '/api/areas/C11', '/api/basemap', '/api/summary']
      return Promise.all(paths.map(async (path) => (await get(path)).headers.get('ETag')))
    }
    const before = await tags()
    const { path, body } = messageOf({
      of: 'ticket',
      id: 'N1',
      category: 'water',
      lon: 109.02,
      reported: 31,
      closed: false,
    })
    const headers = { 'Content-Type': 'application/json' }
    await app.request(path, { method: 'POST', headers, body: JSON.stringify(body) })
    const after = await tags()
    expect(after.slice(0, 3)).toEqual(before.slice(0, 3))
    expect(after[3]).not.toBe(before[3])
  })

  it('is asked of the database once, however many ask the same at one time', async () => {
    const store = await storeWith(twoStreets)
    stores.push(store)
    let statements = 0
    const counting: Store = {
      ...store,
      get version() {
        return store.version
      },
      read: (...asked) => {
        statements++
        return store.read(...asked)
      },
    }
    const { get } = appOf(counting)
    const path = '/api/summary?area=C11'
    await get('/api/summary')
    const measured = async (times: number, of: (nth: number) => string) => {
      const before = statements
      const answers = await Promise.all(Array.from({ length: times }, (_, nth) => get(of(nth))))
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
      return { answers, statements: statements - before }
    }
    const one = await measured(1, () => `${path}&from=2026-03-01`)
    const many = await measured(20, () => `${path}&from=2026-03-02`)
    expect(many.statements).toBe(one.statements)
    expect(new Set(many.answers.map(({ text }) => text)).size).toBe(1)
    const different = await measured(3, (nth) => `${path}&from=2026-03-1${nth}`)
    expect(different.statements).toBe(3 * one.statements)
  })
})
