import { Problem, TicketPage, Warning, Warnings } from '@grid/data/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Access } from '../../server/access/index.ts'
import { type Store, sql } from '../../server/store/index.ts'
import { appOf } from '../fixtures/app.ts'
import { burst, quiet } from '../fixtures/burst.ts'
import { callerOf } from '../fixtures/caller.ts'
import { storeWith } from '../fixtures/centre.ts'
import { twoStreets } from '../fixtures/two-streets.ts'

const json = { 'Content-Type': 'application/json' }

describe('the warnings', () => {
  let store: Store
  beforeAll(async () => {
    store = await storeWith({ ...twoStreets, tickets: [...quiet, ...burst] })
  })
  afterAll(() => store.close())

  /** Asks until the scan is made; every answer before is a list under way. */
  const list = async (query = '', access?: Access) => {
    const { get } = appOf(store, access ? { access } : {})
    for (;;) {
      const { status, json: body } = await get(`/api/warnings${query}`)
      if (status !== 202) return { status, json: body }
      expect(Warnings.parse(body).state).toBe('computing')
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const post = async (path: string, body: unknown, access?: Access) => {
    const { app } = appOf(store, access ? { access } : {})
    const response = await app.request(`/api/warnings/${path}`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify(body),
    })
    const answer: unknown = await response.json()
    return { status: response.status, json: answer }
  }
  const theOne = async () => Warnings.parse((await list()).json).warnings[0]!

  it('tell a burst by place, days and number, in both languages', async () => {
    const { state, warnings, method } = Warnings.parse((await list()).json)
    expect(state).toBe('ready')
    expect(method).toMatchObject({
      from: '2026-03-03',
      to: '2026-03-31',
      historyDays: 92,
      season: false,
      cells: 4,
    })
    expect(warnings).toHaveLength(1)
    const [warning] = warnings
    expect(warning).toMatchObject({
      category: 'sanitation',
      from: '2026-03-24',
      to: '2026-03-31',
      days: 7,
      state: 'active',
      p: 0.001,
      log: [],
      topCategories: [{ id: 'rubbish', tickets: 23 }],
    })
    expect(warning?.observed).toBe(23)
    expect(warning?.cells).toHaveLength(1)
    expect(warning?.areas[0]).toEqual({ code: 'D', level: 'district', tickets: 23 })
    expect(warning?.sentence.en).toContain('23 tickets about sanitation in C21 in the last 7 days')
    expect(warning?.sentence.zh).toContain('C21近7天有23件Sanitation类工单')
  }, 120_000)

  it('are there at once when a server starts anew, and the same', async () => {
    const { json: before } = await list()
    // nothing is remembered of another object
    const started: Store = {
      ...store,
      get version() {
        return store.version
      },
    }
    const { status, json: after } = await appOf(started).get('/api/warnings')
    expect(status).toBe(200)
    expect(after).toEqual(before)
  }, 120_000)

  it('have exactly their tickets where their filter is asked', async () => {
    const { filter, observed, cells } = await theOne()
    const query = new URLSearchParams({ from: filter.from, to: filter.to, limit: '500' })
    for (const key of ['hexagon', 'category', 'status'] as const)
      for (const value of filter[key] ?? []) query.append(key, value)
    const { json: body } = await appOf(store).get(`/api/tickets?${query}`)
    const { total, tickets } = TicketPage.parse(body)
    expect([total, tickets.length]).toEqual([observed, observed])
    expect(filter.hexagon).toEqual(cells)
    expect(filter.status).not.toContain('duplicate')
  })

  it('are narrowed to an area and a category', async () => {
    const count = async (query: string) => Warnings.parse((await list(query)).json).warnings.length
    expect([await count('?area=C21'), await count('?area=C12')]).toEqual([1, 0])
    expect([await count('?category=rubbish'), await count('?category=lift')]).toEqual([1, 0])
  })

  it('are set aside with a reason and taken up again, and the log keeps both', async () => {
    const { id } = await theOne()
    const aside = await post(`${id}/dismiss`, { reason: 'planned_work', note: 'the corner is rebuilt' })
    expect(aside.status).toBe(200)
    expect(Warning.parse(aside.json)).toMatchObject({ id, state: 'dismissed' })
    expect(await theOne()).toMatchObject({ id, state: 'dismissed' })
    const again = await post(`${id}/reopen`, {})
    expect(Warning.parse(again.json).log).toMatchObject([
      {
        action: 'dismissed',
        by: 'administrator',
        reason: 'planned_work',
        note: 'the corner is rebuilt',
        observed: 23,
      },
      { action: 'reopened', by: 'administrator', reason: null, note: null },
    ])
    expect(await theOne()).toMatchObject({ state: 'active' })
    expect(await store.read(sql`SELECT action FROM warning_log ORDER BY number`)).toHaveLength(2)
  })

  it('refuse what cannot be done, and write nothing', async () => {
    const { id } = await theOne()
    const named = async (body: unknown) => {
      const { status, json: answer } = await post(`${id}/dismiss`, body)
      return [status, Problem.parse(answer).errors?.[0]?.parameter]
    }
    expect(await named({})).toEqual([400, 'reason'])
    expect(await named({ reason: 'because' })).toEqual([400, 'reason'])
    expect(await named({ reason: 'other' })).toEqual([400, 'note'])
    expect(await named({ reason: 'planned_work', who: 'me' })).toEqual([400, 'who'])
    expect((await post('nothing/dismiss', { reason: 'planned_work' })).status).toBe(404)
    const planner: Access = () => callerOf({ role: 'planner', scope: 'all', freeText: false })
    expect((await post(`${id}/dismiss`, { reason: 'planned_work' }, planner)).status).toBe(403)
    const visitor: Access = () => callerOf({ role: 'public', scope: 'all', freeText: false })
    expect((await list('', visitor)).status).toBe(403)
    expect((await list('?area=gone')).status).toBe(400)
    expect((await list('?nonsense=1')).status).toBe(400)
    expect(await store.read(sql`SELECT action FROM warning_log`)).toHaveLength(2)
  })

  it('rest on the tickets that the caller may see', async () => {
    const access: Access = () => callerOf({ role: 'coordinator', scope: ['S1'], freeText: true })
    expect(Warnings.parse((await list('', access)).json).warnings).toEqual([])
  }, 120_000)

  it('are those of the tickets as they are when the scan ends: one of what was is stopped', async () => {
    const changing = await storeWith({ ...twoStreets, tickets: [...quiet, ...burst] })
    try {
      const { get } = appOf(changing)
      const first = await get('/api/warnings')
      expect(first.status).toBe(202)
      // the same tickets, reported twice: none of them counts
      await changing.writeAlone((transaction) =>
        transaction.run(sql`UPDATE ticket SET status = CAST('duplicate' AS status) WHERE id LIKE 'B%'`),
      )
      for (;;) {
        const { status, json: body } = await get('/api/warnings')
        const answer = Warnings.parse(body)
        expect(answer.warnings).toEqual([])
        if (status === 200) break
        expect(answer.progress?.of).toBeGreaterThan(0)
        await new Promise((resolve) => setImmediate(resolve))
      }
    } finally {
      await changing.close()
    }
  }, 120_000)

  it('are none without a history, and it is said why', async () => {
    const { json: early } = await list('?asOf=2026-01-15T00:00:00%2B08:00')
    expect(Warnings.parse(early)).toMatchObject({ state: 'too little history', method: null, warnings: [] })
    const empty = await storeWith({ ...twoStreets, tickets: [] })
    try {
      const { json: none } = await appOf(empty).get('/api/warnings')
      const { state, note } = Warnings.parse(none)
      expect(state).toBe('too little history')
      expect(note?.zh).toMatch(/历史数据不足/)
    } finally {
      await empty.close()
    }
  })
})
