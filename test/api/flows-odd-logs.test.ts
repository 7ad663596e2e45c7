import {
  EventKind,
  FlowMatrix,
  FlowPaths,
  FlowPingPong,
  type FlowTime,
  FlowTimes,
  Summary,
  TicketDetail,
  TicketLog,
} from '@grid/data/contract'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { tracePaths } from '../../server/intake/path/index.ts'
import { type Store, sql } from '../../server/store/index.ts'
import { appOf } from '../fixtures/app.ts'
import { callerOf } from '../fixtures/caller.ts'
import { type FixtureTicket, storeWith } from '../fixtures/centre.ts'
import { afterFlows, flows, logOf } from '../fixtures/flows.ts'

const stores: Store[] = []
afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()))
})

async function asking(tickets: readonly FixtureTicket[]) {
  const store = await storeWith({ ...flows, tickets })
  stores.push(store)
  const { get } = appOf(store, { now: afterFlows })
  return async (path: string) => {
    const { status, json } = await get(`/api/flows${path}`)
    expect([path, status]).toEqual([path, 200])
    return json
  }
}

const of = async (log: string, over: Partial<FixtureTicket> = {}) =>
  asking([{ id: 'T', reported: '2026-03-02 00:00', areas: ['D', 'S1'], log: logOf(log), ...over }])

const matrixOf = async (ask: Awaited<ReturnType<typeof asking>>, by = 'unit') =>
  FlowMatrix.parse(await ask(`?by=${by}`))

const ways = ({ links }: FlowMatrix) =>
  links.filter(({ handOffs }) => handOffs > 0).map(({ from, to, handOffs }) => `${from}>${to} ${handOffs}`)

describe('odd logs', () => {
  it('out of order keep the order of their lines, and a stay whose clocks contradict has no time', async () => {
    const ask = await of('1 dispatched desk>com; 9 escalated com>str; 4 transferred str>A; 6 handled A')
    const answer = await matrixOf(ask)
    expect(ways(answer)).toEqual(['com>str 1', 'str>A 1'])
    expect(answer.nodes.map(({ id, contradictory, whole }) => [id, contradictory, whole.median])).toEqual([
      ['desk', 0, null],
      ['com', 0, 8],
      ['str', 1, null],
      ['A', 0, 2],
    ])
    const { parts, hours, contradictory } = FlowTimes.parse(await ask('/time'))
    expect(parts.every((part) => part.hours >= 0)).toBe(true)
    expect([hours, contradictory]).toEqual([1 + 8 + 2, 1])
  })

  it('signed before receipt tell no time', async () => {
    const ask = await of('5 dispatched desk>com; 3 signed com; 9 handled com')
    const com = (await matrixOf(ask)).nodes.find(({ id }) => id === 'com')
    expect(com).toMatchObject({
      stays: 1,
      contradictory: 1,
      waiting: { n: 0 },
      working: { n: 0 },
      whole: { n: 0 },
    })
    expect(FlowTimes.parse(await ask('/time'))).toMatchObject({ hours: 5, contradictory: 1 })
  })

  it('out of order are known up to where all before is', async () => {
    const ask = await of('1 dispatched desk>com; 9 escalated com>str; 4 transferred str>A')
    const answer = FlowMatrix.parse(await ask('?by=unit&asOf=2026-03-02T05:00:00Z'))
    expect(ways(answer)).toEqual([])
    expect(answer.nodes.find(({ id }) => id === 'com')).toMatchObject({ stays: 1, holding: 1 })
  })

  it('with two lines at one instant have a stay of no time', async () => {
    const answer = await matrixOf(
      await of('1 dispatched desk>com; 3 escalated com>str; 3 returned str>com; 5 handled com'),
    )
    expect(ways(answer)).toEqual(['com>str 1', 'str>com 1'])
    expect(answer.nodes.find(({ id }) => id === 'str')?.whole).toMatchObject({ n: 1, median: 0 })
  })

  it('that name a unit of no tier, or nobody, count once and go no known way', async () => {
    const ask = await of('1 dispatched desk>com; 2 transferred com>odd; 3 returned; 4 transferred odd>A')
    const tiers = await matrixOf(ask, 'tier')
    // the giver is the last one told
    expect(ways(tiers)).toEqual(['community>department 1', 'community>null 1'])
    expect(ways(await matrixOf(ask))).toEqual(['com>odd 1', 'odd>A 1'])
  })

  it('that hand a ticket to who has it hand nothing over', async () => {
    const answer = await matrixOf(
      await of('1 dispatched desk>com; 2 transferred com>com; 3 dispatched desk>com; 5 handled com'),
    )
    expect(ways(answer)).toEqual([])
    expect(answer.nodes.find(({ id }) => id === 'com')).toMatchObject({
      stays: 1,
      whole: { n: 1, median: 4 },
    })
  })

  it('that begin before the report have no reception', async () => {
    const ask = await of('-2 dispatched desk>com; 5 handled com')
    const { parts, contradictory, tickets } = FlowTimes.parse(await ask('/time'))
    expect(parts.map(({ tier, stage, hours }) => [tier, stage, hours])).toEqual([['community', 'waiting', 7]])
    expect([contradictory, tickets]).toEqual([1, 1])
  })

  it('that suspend what nobody signed count the suspension once', async () => {
    const ask = await of('1 dispatched desk>com; 3 suspended com; 5 resumed com; 9 handled com')
    const { parts, hours } = FlowTimes.parse(await ask('/time'))
    expect(parts.map(({ tier, stage, hours }) => [tier, stage, hours])).toEqual([
      [null, 'reception', 1],
      ['community', 'waiting', 6],
      ['community', 'paused', 2],
    ])
    // from the report to the end
    expect(hours).toBe(9)
  })

  it('that go on after closing begin a new stay', async () => {
    const ask = await of(
      '1 dispatched desk>com; 2 closed desk; 5 transferred com>str; 9 reopened desk>str; 10 handled str',
    )
    const answer = await matrixOf(ask)
    expect(ways(answer)).toEqual(['com>str 1'])
    expect(answer.nodes.find(({ id }) => id === 'com')).toMatchObject({ finished: 1, whole: { median: 1 } })
    expect(answer.nodes.find(({ id }) => id === 'str')).toMatchObject({ stays: 1, whole: { median: 5 } })
  })

  it('of 10,000 lines are counted to the last', async () => {
    const store = await storeWith({
      ...flows,
      tickets: [{ id: 'T', reported: '2026-03-02 00:00', areas: ['D', 'S1'] }],
    })
    stores.push(store)
    await store.writeAlone(async (transaction) => {
      const [a, b] = await transaction.run(sql`SELECT key FROM unit WHERE id IN ('A', 'B') ORDER BY id`)
      await transaction.run(sql`INSERT INTO event (ticket, seq, happened_s, kind, from_unit, to_unit)
        SELECT 1, n, epoch(TIMESTAMP '2026-03-02') + n, CASE WHEN n = 0 THEN 'dispatched' ELSE 'transferred' END,
          CASE WHEN n = 0 THEN NULL WHEN n % 2 = 1 THEN ${Number(a?.key)} ELSE ${Number(b?.key)} END,
          CASE WHEN n % 2 = 0 THEN ${Number(a?.key)} ELSE ${Number(b?.key)} END
        FROM range(10000) r(n)`)
      await tracePaths(transaction, 'all')
    })
    const { get } = appOf(store, { now: afterFlows })
    const ask = async (path: string) => (await get(`/api/flows${path}`)).json
    const answer = await matrixOf(ask)
    expect(answer.betweenUnits).toBe(9_999)
    expect(ways(answer)).toEqual(['A>B 5000', 'B>A 4999'])
    expect(FlowPingPong.parse(await ask('/pingpong')).triples).toBe(9_998)
    expect(FlowPaths.parse(await ask('/paths?by=unit')).paths[0]?.steps).toHaveLength(10_000)
    const ticket = TicketDetail.parse((await get('/api/tickets/T')).json)
    // the reception is a stay of the clocks too
    expect(ticket).toMatchObject({ hand_offs: 9_999, logLines: 10_000, clocks: { stays: 10_001 } })
    expect(ticket.log.map(({ seq }) => seq)).toEqual(Array.from({ length: 200 }, (_, seq) => seq))
    const numbers = ticket.clocks.hops.map(({ number }) => number)
    expect([numbers.length, numbers[199], numbers[200], numbers[399]]).toEqual([400, 200, 9_802, 10_001])
    const page = TicketLog.parse((await get('/api/tickets/T/log?skip=9990&limit=50')).json)
    expect(page).toMatchObject({ total: 10_000, skipped: 9_990 })
    expect(page.log.map(({ seq }) => seq)).toEqual(Array.from({ length: 10 }, (_, nth) => 9_990 + nth))
    expect((await get('/api/tickets/T/log?limit=1001')).status).toBe(400)
    expect((await get('/api/tickets/nobody/log')).status).toBe(404)
  })

  it('that escalate a ticket hand it from unit to unit, though nothing was transferred', async () => {
    const store = await storeWith({
      ...flows,
      tickets: [
        {
          id: 'T',
          reported: '2026-03-02 00:00',
          areas: ['D'],
          log: logOf('1 dispatched desk>com; 2 escalated com>str'),
        },
        { id: 'N', reported: '2026-03-02 00:00', areas: ['D'] },
      ],
    })
    stores.push(store)
    const { get } = appOf(store, { now: afterFlows })
    expect((await get('/api/tickets/T')).json).toMatchObject({ hand_offs: 1, transfers: 0 })
    expect((await get('/api/tickets/N')).json).toMatchObject({ hand_offs: null, transfers: 0 })
  })
})

describe('any logs', () => {
  const unit = fc.constantFrom('desk', 'com', 'com2', 'str', 'A', 'B', 'odd', undefined)
  const line = fc.record(
    {
      kind: fc.constantFrom(...EventKind.options),
      from: unit,
      to: unit,
      fromTier: fc.constantFrom('community', 'street', undefined),
      toTier: fc.constantFrom('community', 'street', 'city', undefined),
      hour: fc.integer({ min: 0, max: 23 }),
    },
    { requiredKeys: ['kind', 'hour'] },
  )
  const tickets = fc.array(
    fc.record({
      log: fc.array(line, { maxLength: 9 }),
      area: fc.constantFrom('S1', 'S2'),
      closed: fc.boolean(),
    }),
    { minLength: 1, maxLength: 6 },
  )

  it('add up: rows to what goes out, kinds and directions to the links, paths to the tickets, areas to the whole', async () => {
    await fc.assert(
      fc.asyncProperty(tickets, async (drawn) => {
        const fixtures = drawn.map(
          ({ log, area, closed }, index): FixtureTicket => ({
            id: `T${index}`,
            reported: '2026-03-02 00:00',
            areas: ['D', area],
            ...(closed ? { closed: '2026-03-03 00:00' } : {}),
            log: log.map(({ hour, from, to, fromTier, toTier, kind }) => ({
              at: `2026-03-02 ${String(hour).padStart(2, '0')}:00`,
              kind,
              ...(from ? { from } : {}),
              ...(to ? { to } : {}),
              ...(fromTier ? { fromTier } : {}),
              ...(toTier ? { toTier } : {}),
            })),
          }),
        )
        const store = await storeWith({ ...flows, tickets: fixtures })
        const whole = appOf(store, { now: afterFlows })
        const parts = ['S1', 'S2'].map((code) =>
          appOf(store, {
            now: afterFlows,
            access: () => callerOf({ role: 'coordinator', scope: [code], freeText: false }),
          }),
        )
        try {
          const totals = new Set<number>()
          for (const by of ['tier', 'unit', 'area']) {
            const answer = FlowMatrix.parse((await whole.get(`/api/flows?by=${by}`)).json)
            totals.add(answer.handOffs)
            const sum = (counts: object) =>
              Object.values(counts).reduce((total: number, count) => total + Number(count), 0)
            expect([sum(answer.kinds), sum(answer.directions)]).toEqual([answer.handOffs, answer.handOffs])
            for (const link of answer.links)
              expect([sum(link.kinds), sum(link.directions)]).toEqual([link.handOffs, link.handOffs])
            for (const node of answer.nodes) {
              const out = answer.links.filter(({ from }) => from === node.id)
              expect(out.reduce((total, { handOffs }) => total + handOffs, 0)).toBe(
                node.outgoing + node.inside,
              )
              expect([node.waiting, node.working, node.whole].every(notBelow)).toBe(true)
            }
            expect(answer.nodes.reduce((total, { outgoing, inside }) => total + outgoing + inside, 0)).toBe(
              answer.handOffs,
            )
            const scoped = await Promise.all(
              parts.map(
                async ({ get }) => FlowMatrix.parse((await get(`/api/flows?by=${by}`)).json).handOffs,
              ),
            )
            expect(scoped.reduce((total, handOffs) => total + handOffs, 0)).toBe(answer.handOffs)
          }
          expect(totals.size).toBe(1)
          for (const by of ['tier', 'unit']) {
            const { paths, folded, cover } = FlowPaths.parse(
              (await whole.get(`/api/flows/paths?by=${by}&top=2`)).json,
            )
            expect(paths.reduce((total, path) => total + path.tickets, folded.tickets)).toBe(cover.told)
            expect(cover.told + cover.derived + cover.silent).toBe(cover.tickets)
          }
          const { measures } = Summary.parse(
            (await whole.get('/api/summary?measure=ping_pong_triples&measure=ping_pong')).json,
          )
          const answer = FlowPingPong.parse((await whole.get('/api/flows/pingpong')).json)
          expect([answer.triples, answer.tickets.numerator]).toEqual(
            measures.map(({ numerator }) => numerator),
          )
          const { parts: times, hours } = FlowTimes.parse((await whole.get('/api/flows/time')).json)
          expect(times.every((part) => part.hours >= 0)).toBe(true)
          expect(times.reduce((total, part) => total + part.hours, 0)).toBeCloseTo(hours, 6)
          const counted = times.flatMap(({ tier, stage, tickets }) =>
            stage === 'waiting' || stage === 'verifying' ? [{ tier, stage, tickets }] : [],
          )
          expect(counted.sort(byTierAndStage)).toEqual((await ticketsOfStages(store)).sort(byTierAndStage))
        } finally {
          await store.close()
        }
      }),
      { numRuns: 15 },
    )
  }, 120_000)
})

interface Counted {
  tier: unknown
  stage: unknown
  tickets: unknown
}
const byTierAndStage = (a: Counted, b: Counted) => (`${a.tier} ${a.stage}` < `${b.tier} ${b.stage}` ? -1 : 1)

/** How many tickets are told to have waited, and to have been verified, at each tier: each gathered one by one. */
async function ticketsOfStages(store: Store): Promise<Counted[]> {
  const rows = await store.read(sql`
    WITH told AS (
      SELECT ticket, tier, 'waiting' AS stage FROM holding
      WHERE waiting_seconds IS NOT NULL AND NOT (left_by IS NOT NULL AND signed_s IS NOT NULL AND working_seconds IS NULL)
      UNION ALL
      SELECT ticket, tier, 'verifying' FROM holding
      WHERE left_by = CAST('handled' AS event_kind) AND coalesce(verified_s, done_s) >= left_s
    )
    SELECT r.id AS tier, stage, count(DISTINCT ticket) AS tickets
    FROM told LEFT JOIN tier r ON r.key = told.tier GROUP BY ALL`)
  return rows.map(({ tier, stage, tickets }) => ({ tier, stage, tickets: Number(tickets) }))
}

const notBelow = ({ median, p90 }: FlowTime) => (median ?? 0) >= 0 && (p90 ?? 0) >= (median ?? 0)
