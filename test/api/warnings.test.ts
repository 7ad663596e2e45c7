import { Problem, Warning, Warnings } from '@grid/data/contract'
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
