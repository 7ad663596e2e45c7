import { join } from 'node:path'
import { TicketDetail } from '@grid/data/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkCentre } from '../../server/intake/index.ts'
import { sql } from '../../server/store/index.ts'
import { appOf } from '../fixtures/app.ts'
import type { Workshop } from '../intake/workshop.ts'
import { isShared, packOf } from './cityData.ts'

// Published with the log, and counted from the file with Python (csv, datetime): the pairs of lines of a case whose
// "Involved ST" or "ST Level" differ, and A, B, A in the teams of a case with repeats collapsed.
describe.skipIf(!isShared('bpic-2013'))('the incident desk of BPI Challenge 2013', () => {
  let shop: Workshop
  let report: Awaited<ReturnType<Workshop['load']>>

  beforeAll(async () => {
    shop = packOf('bpic', { 'events.csv.gz': 'bpic-2013/events.csv.gz' })
    report = await shop.load()
  }, 60_000)
  afterAll(() => shop[Symbol.asyncDispose]())

  const one = async (statement: ReturnType<typeof sql>) => (await shop.read(statement))[0]

  it('takes 65,533 events and makes 7,554 tickets of them, with no file of areas or tickets', () => {
    expect(report).toMatchObject({ areas: null, tickets: null })
    expect(report.events).toMatchObject({
      read: 65_533,
      inserted: 65_533,
      rejected: 0,
      tickets: { inserted: 7554, updated: 0, unchanged: 0 },
    })
    expect(report.events?.created.units).toHaveLength(649)
    expect(report.events?.created.categories).toHaveLength(704)
    expect(report.events?.created.tiers).toBeUndefined()
  })

  it('has logs of 12.1 days on average', async () => {
    expect(
      await one(sql`SELECT count(*) AS tickets, round(avg(days), 3) AS days FROM (
        SELECT epoch(max(happened_at) - min(happened_at)) / 86400 AS days FROM event GROUP BY ticket)`),
    ).toEqual({ tickets: 7554, days: 12.079 })
  })

  it('concludes 9,454 hand-overs in 3,820 tickets, and 2,394 ping-pongs in 1,177', async () => {
    expect(
      await one(sql`SELECT sum(hand_offs)::INTEGER AS hand_offs, count(*) FILTER (hand_offs > 0) AS handed,
        sum(ping_pongs)::INTEGER AS ping_pongs, count(*) FILTER (ping_pongs > 0) AS bounced FROM ticket`),
    ).toEqual({ hand_offs: 9454, handed: 3820, ping_pongs: 2394, bounced: 1177 })
    expect(
      await one(sql`SELECT count(*) AS n, count(DISTINCT ticket) AS tickets FROM event
        WHERE from_unit <> to_unit AND kind IN ('transferred', 'escalated', 'returned')`),
    ).toEqual({ n: 9454, tickets: 3820 })
  })

  it('keeps the level of 39 lines that say L2/L3 as a tier of its own', async () => {
    const steps = await shop.read(sql`SELECT f.id || '>' || t.id AS step, count(*) AS n FROM event e
      JOIN tier f ON f.key = e.from_tier JOIN tier t ON t.key = e.to_tier WHERE f.key <> t.key GROUP BY ALL`)
    expect(Object.fromEntries(steps.map(({ step, n }) => [step, n]))).toEqual({
      'L1>L2': 2755,
      'L2>L1': 1473,
      'L2>L3': 284,
      'L1>L3': 196,
      'L3>L2': 164,
      'L3>L1': 111,
      'L1>L2/L3': 10,
      'L2/L3>L1': 7,
    })
    expect(
      await one(
        sql`SELECT count(*) AS n FROM event e JOIN tier t ON t.key = e.holder_tier WHERE t.id = 'L2/L3'`,
      ),
    ).toEqual({ n: 39 })
    expect(
      await one(sql`SELECT count(*) AS n FROM (SELECT e.ticket FROM event e JOIN tier t ON t.key = e.holder_tier
        GROUP BY e.ticket HAVING bool_and(t.id = 'L1'))`),
    ).toEqual({ n: 4546 })
  })

  it('tells the state of every ticket by its last line', async () => {
    // the last lines by their sub status: 5,573 closed, 1,882 in call, 1 cancelled; 90 resolved; 3 and 2 waiting; 3 at work
    const rows =
      await shop.read(sql`SELECT status::VARCHAR AS status, count(*) AS n, count(closed_at) AS closed
      FROM ticket GROUP BY status ORDER BY status`)
    expect(rows).toEqual([
      { status: 'closed', n: 7456, closed: 7456 },
      { status: 'handled', n: 90, closed: 0 },
      { status: 'in_progress', n: 3, closed: 0 },
      { status: 'suspended', n: 5, closed: 0 },
    ])
  })

  it('changes nothing the second time', async () => {
    const files = ['events.csv.gz', 'events.map.json'].map((name) => join(shop.folder, name))
    expect(await shop.import('events', files[0] ?? '', { map: files[1] })).toMatchObject({
      read: 65_533,
      inserted: 0,
      updated: 0,
      unchanged: 65_533,
      tickets: { inserted: 0, updated: 0, unchanged: 7554 },
    })
  })

  it('is answered without a map: the centre, its figures, its tickets and their logs', async () => {
    const { get } = appOf(await shop.store())
    expect((await get('/api/centre')).json).toMatchObject({
      levels: [],
      roots: [],
      extent: { bbox: null, from: '2010-03-31', to: '2012-05-07' },
      tickets: 7554,
    })
    expect((await get('/api/areas')).json).toMatchObject({ features: [] })
    expect((await get('/api/summary')).json).toMatchObject({ tickets: 7554, unlocated: 7554 })
    expect((await get('/api/tickets?tier=L2/L3')).json).toMatchObject({ total: expect.any(Number) })
    for (const path of ['/api/measures', '/api/breakdown?by=tier', '/api/series?measure=reported&bin=month'])
      expect([path, (await get(path)).status]).toEqual([path, 200])
    const one = TicketDetail.parse((await get('/api/tickets/1-364285768')).json)
    expect(one.log.slice(0, 3).map(({ kind, to_unit }) => [kind, to_unit])).toEqual([
      ['signed', null],
      ['signed', null],
      ['escalated', 'V5 3rd'],
    ])
  })

  it('leaves as XES whose resources, one after another, tell the same figures', async () => {
    const { text } = await appOf(await shop.store()).get('/api/export/log.xes')
    const traces = text.split('<trace>').slice(1)
    const resources = traces.map((trace) =>
      [...trace.matchAll(/key="org:resource" value="([^"]*)"/g)].map(([, unit]) => unit),
    )
    const held = resources.map((units) => units.filter((unit, index) => unit !== units[index - 1]))
    const handed = held.map((units) => units.length - 1)
    const back = held.map((units) => units.filter((unit, index) => unit === units[index - 2]).length)
    const sum = (list: readonly number[]) => list.reduce((total, count) => total + count, 0)
    expect([traces.length, sum(resources.map((units) => units.length))]).toEqual([7554, 65_533])
    expect([sum(handed), handed.filter((count) => count > 0).length]).toEqual([9454, 3820])
    expect([sum(back), back.filter((count) => count > 0).length]).toEqual([2394, 1177])
  })

  it('passes every check', async () => {
    expect((await checkCentre(await shop.store())).checks.filter(({ found }) => found > 0)).toEqual([])
  })
})
