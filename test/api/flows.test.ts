import {
  FlowFront,
  FlowHops,
  FlowLog,
  FlowMatrix,
  FlowPaths,
  FlowPingPong,
  FlowProblems,
  FlowTimes,
  FlowWhatIf,
  Problem,
  Summary,
  TicketPage,
} from '@grid/data/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store } from '../../server/store/index.ts'
import { appOf } from '../fixtures/app.ts'
import { callerOf } from '../fixtures/caller.ts'
import { storeWith } from '../fixtures/centre.ts'
import { afterFlows, flows } from '../fixtures/flows.ts'

const march = 'from=2026-03-01&to=2026-04-01'
const time = (n: number, median: number | null, p90: number | null) => ({
  n,
  median: median === null ? null : expect.closeTo(median, 9),
  p90: p90 === null ? null : expect.closeTo(p90, 9),
  smallNumber: n < 10,
})

/** Every number here was worked out by hand from the logs of the fixture; quantiles interpolate as R's type 7 does. */
describe('flows', () => {
  let store: Store
  let get: ReturnType<typeof appOf>['get']

  beforeAll(async () => {
    store = await storeWith(flows)
    ;({ get } = appOf(store, { now: afterFlows }))
  })
  afterAll(() => store.close())

  const asked = async (path: string, query = march) =>
    (await get(`/api/flows${path}${path.includes('?') ? '&' : '?'}${query}`)).json
  const matrix = async (by: string, query = march) => FlowMatrix.parse(await asked(`?by=${by}`, query))

  describe('between tiers', () => {
    it('say how many tickets they tell of', async () => {
      const { cover } = await matrix('tier')
      expect(cover).toEqual({ tickets: 9, told: 7, derived: 1, silent: 1, never: 1 })
    })

    it('know each hand-off, its kind and its direction', async () => {
      const answer = await matrix('tier')
      const ways = answer.links.map(
        ({ from, to, handOffs, tickets, kinds, direction, coAssigned, firstDispatches }) => [
          `${from}>${to}`,
          handOffs,
          tickets,
          kinds,
          direction,
          coAssigned,
          firstDispatches,
        ],
      )
      expect(ways).toEqual([
        ['community>street', 3, 2, { escalated: 3 }, 'up', 1, 0],
        ['centre>department', 1, 1, { dispatched: 1 }, 'down', 0, 1],
        ['department>centre', 1, 1, { returned: 1 }, 'up', 0, 0],
        ['department>department', 1, 1, { transferred: 1 }, 'sideways', 0, 0],
        ['street>community', 1, 1, { returned: 1 }, 'down', 0, 0],
        ['centre>community', 0, 0, {}, 'unknown', 0, 5],
        ['centre>street', 0, 0, {}, 'unknown', 0, 1],
      ])
      expect(answer).toMatchObject({
        handOffs: 7,
        betweenUnits: 7,
        coAssigned: 1,
        directions: { up: 4, down: 2, sideways: 1, unknown: 0 },
        kinds: { escalated: 3, returned: 2, transferred: 1, dispatched: 1, reworked: 0, reopened: 0 },
      })
    })

    it('fold what is not asked for, and every sum stays', async () => {
      const all = await matrix('tier')
      const two = FlowMatrix.parse(await asked('?by=tier&top=2'))
      expect(all.folded).toEqual({ links: 0, handOffs: 0, coAssigned: 0, firstDispatches: 0 })
      // 1 return, 1 transfer, 1 return, and the five and one first dispatches of the desk
      expect(two).toEqual({
        ...all,
        links: all.links.slice(0, 2),
        folded: { links: 5, handOffs: 3, coAssigned: 0, firstDispatches: 6 },
      })
      expect((await get('/api/flows?by=tier&top=5001')).status).toBe(400)
    })

    it('time the giver and the receiver of a hand-off, and tell its reasons', async () => {
      const up = (await matrix('tier')).links[0]
      // before: T2 4, T4 1 and 3; signed after 1, never in T4: 2 and 2
      expect(up).toMatchObject({
        before: time(3, 3, 3.8),
        waiting: time(3, 2, 2),
        reasons: [{ reason: 'beyond authority', handOffs: 1 }],
      })
    })

    it('count and time the stays with each', async () => {
      const { nodes } = await matrix('tier')
      expect(nodes.map(({ id }) => id)).toEqual(['community', 'street', 'centre', 'department'])
      const [community, street, centre, department] = nodes
      expect(community).toEqual({
        id: 'community',
        name: { en: 'Community', zh: '社区' },
        place: null,
        tier: null,
        rank: 1,
        tickets: 5,
        begun: 5,
        incoming: 1,
        outgoing: 3,
        inside: 0,
        finished: 3,
        holding: 1,
        stays: 7,
        derived: 0,
        unsigned: 5,
        contradictory: 0,
        // 1 2 2 2 3 3 4
        waiting: time(7, 2, 3.4),
        working: time(1, 7, 7),
        // 1 2 2 3 4 9
        whole: time(6, 2.5, 6.5),
      })
      // T10 was suspended for 5 of its 10 hours after signature
      expect(street).toMatchObject({
        tickets: 3,
        begun: 1,
        incoming: 3,
        outgoing: 1,
        finished: 3,
        unsigned: 2,
        waiting: time(4, 1.5, 2),
        working: time(2, 7.5, 9.5),
        whole: time(4, 4, 9.5),
      })
      expect(centre).toMatchObject({ begun: 0, incoming: 1, outgoing: 1, stays: 1, whole: time(1, 1, 1) })
      expect(department).toMatchObject({
        rank: 2,
        tickets: 2,
        begun: 2,
        incoming: 1,
        outgoing: 1,
        inside: 1,
        finished: 2,
        derived: 1,
        unsigned: 3,
        waiting: time(4, 3, 8.2),
      })
    })

    it('end at the instant asked for', async () => {
      // at six o'clock: T2 is with the street, signed this very moment, T3 with B, T4 back with the community, T6 reworked
      const answer = await matrix('tier', 'asOf=2026-03-02T06:00:00Z')
      expect(answer.handOffs).toBe(5)
      const community = answer.nodes.find(({ id }) => id === 'community')
      expect(community).toMatchObject({ stays: 7, holding: 4, finished: 1, working: time(0, null, null) })
    })
  })

  it('between units have places: their own, that of their area, or none', async () => {
    const { nodes, handOffs, links } = await matrix('unit')
    expect(nodes.map(({ id, place, tier }) => [id, place, tier])).toEqual([
      ['desk', { lon: 109.05, lat: 34.45, from: 'unit' }, 'centre'],
      ['com', { lon: 109.05, lat: 34.5, from: 'area' }, 'community'],
      ['com2', { lon: expect.closeTo(109.15, 9), lat: 34.5, from: 'area' }, 'community'],
      ['str', { lon: 109.05, lat: 34.5, from: 'area' }, 'street'],
      ['A', { lon: 109.1, lat: 34.5, from: 'area' }, 'department'],
      ['B', null, 'department'],
    ])
    expect(handOffs).toBe(7)
    expect(links.find(({ from, to }) => from === 'B' && to === 'A')).toMatchObject({
      handOffs: 1,
      before: time(1, 4, 4),
    })
  })

  it('between areas gather what serves none of the level', async () => {
    const { nodes, links, level, handOffs } = await matrix('area')
    expect(level).toBe('street')
    expect(nodes.map(({ id, inside, incoming, outgoing }) => [id, inside, incoming, outgoing])).toEqual([
      ['S1', 4, 0, 0],
      ['S2', 0, 0, 0],
      [null, 3, 0, 0],
    ])
    expect([handOffs, links.filter((link) => link.handOffs > 0).length]).toEqual([7, 2])
  })

  it('follow the ways of tickets and fold the rest', async () => {
    const answer = FlowPaths.parse(await asked('/paths?top=2'))
    expect(answer.paths).toEqual([
      {
        id: 'tier:community',
        steps: ['community'],
        tickets: 3,
        share: 3 / 7,
        done: 2,
        time: time(2, 9, 9.8),
      },
      { id: 'tier:street', steps: ['street'], tickets: 1, share: 1 / 7, done: 1, time: time(1, 12, 12) },
    ])
    // T2 16, T3 20, T4 9
    expect(answer.folded).toEqual({ paths: 3, tickets: 3, share: 3 / 7, done: 3, time: time(3, 16, 19.2) })
    const all = FlowPaths.parse(await asked('/paths'))
    expect(all.paths.map(({ id }) => id).slice(2)).toEqual([
      'tier:community>street',
      'tier:department>centre>department',
      'tier:community>street>community>street',
    ])
    const units = FlowPaths.parse(await asked('/paths?by=unit&asOf=2026-03-02T06:00:00Z', ''))
    expect(units.paths.map(({ id, tickets }) => [id, tickets])).toContainEqual(['unit:A>desk>B', 1])
    expect(units.time.n).toBe(0)
  })

  it('count to and fro, by pair', async () => {
    const answer = FlowPingPong.parse(await asked('/pingpong'))
    expect(answer).toMatchObject({ triples: 2, tickets: { numerator: 1, denominator: 7 } })
    expect(answer.pairs).toEqual([
      { a: 'com', b: 'str', triples: 2, tickets: 1, aba: 1, bab: 1, between: time(2, 2.5, 2.9) },
    ])
    const tiers = FlowPingPong.parse(await asked('/pingpong?by=tier&top=1'))
    expect(tiers).toMatchObject({
      triples: 3,
      tickets: { numerator: 2, denominator: 7 },
      folded: { pairs: 1, triples: 1 },
    })
    const { measures } = Summary.parse(
      (await get(`/api/summary?${march}&measure=ping_pong_triples&measure=ping_pong`)).json,
    )
    expect(measures.map(({ numerator }) => numerator)).toEqual([2, 1])
  })

  it('count hops, and who leads to the end', async () => {
    const answer = FlowHops.parse(await asked('/hops'))
    expect(answer.distribution.map(({ hops, tickets }) => [hops, tickets])).toEqual([
      [0, 4],
      [1, 1],
      [2, 0],
      [3, 2],
    ])
    expect(answer).toMatchObject({
      mean: { numerator: 7, denominator: 7 },
      firstReceiverLeads: { numerator: 4, denominator: 6 },
      keptThroughout: 3,
      cameBack: 1,
      doneByAnother: 2,
    })
  })

  it('know how much log there is', async () => {
    // 5 5 7 6 3 5 6 lines; 12 19 19 9 3 8 11 hours
    expect(FlowLog.parse(await asked('/log'))).toMatchObject({
      lines: 37,
      tickets: 7,
      span: time(7, 11, 19),
      meanHours: expect.closeTo(81 / 7, 9),
    })
  })

  it('see what was solved at the front', async () => {
    const answer = FlowFront.parse(await asked('/front'))
    expect(answer.total).toMatchObject({
      figure: { numerator: 4, denominator: 6 },
      roundabout: 1,
      above: 1,
      beside: 0,
    })
    expect(answer).toMatchObject({ unlisted: 0, untold: 1, reason: null })
    expect(answer.tiers.map(({ tier, figure }) => [tier, figure.numerator, figure.denominator])).toEqual([
      ['community', 2, 3],
      ['street', 2, 2],
      ['department', 0, 1],
    ])
  })

  it('say where time is spent, to the last hour', async () => {
    const answer = FlowTimes.parse(await asked('/time'))
    expect(answer.parts.map(({ tier, stage, hours, stays }) => [tier, stage, hours, stays])).toEqual([
      [null, 'reception', 10, 8],
      ['community', 'waiting', 17, 7],
      ['community', 'working', 7, 1],
      ['community', 'verifying', 6, 3],
      ['community', 'closing', 1, 1],
      ['street', 'waiting', 6, 4],
      ['street', 'working', 15, 2],
      ['street', 'verifying', 5, 3],
      ['street', 'paused', 5, 1],
      ['centre', 'waiting', 1, 1],
      ['department', 'waiting', 17, 4],
      ['department', 'working', 10, 1],
      ['department', 'verifying', 1, 1],
    ])
    // from report to the last that is told: 13 20 21 10 4 9 12 12
    expect(answer).toMatchObject({ hours: 101, tickets: 8, contradictory: 0 })
  })

  it('reckon what the checklists would have spared', async () => {
    const answer = FlowWhatIf.parse(await asked('/whatif'))
    // T2 spares a hop and the street's 11 hours, T3 three hops and the desk's hour, T4 two hops and 3 hours
    expect(answer.observed).toMatchObject({
      tickets: 6,
      hops: { actual: 7, straight: 1, fewer: 6 },
      hours: { actual: 60, straight: 45, fewer: 15 },
    })
    expect(answer).toMatchObject({
      followed: 3,
      longer: 0,
      estimated: { tickets: 0 },
      leftOut: { unlisted: 0, untold: 1, below: 0, noTypical: 0 },
    })
  })

  it('list problem tickets as their measure counts them', async () => {
    const answer = FlowProblems.parse(await asked('/problems'))
    expect(answer).toMatchObject({
      total: 1,
      reworked: 1,
      passedRound: 0,
      tickets: [{ id: 'T8', reworks: 3, hops: null }],
    })
    const { measures } = Summary.parse((await get(`/api/summary?${march}&measure=problem_ticket`)).json)
    expect(measures[0]?.value).toBe(answer.total)
  })

  it('find the tickets behind a number, and narrow every other answer to a flow', async () => {
    const behind = async (query: string) =>
      TicketPage.parse((await get(`/api/flows/tickets?${march}&${query}`)).json)
        .tickets.map(({ id }) => id)
        .sort()
    expect(await behind('path=tier:community')).toEqual(['T1', 'T5', 'T6'])
    expect(await behind('pair=unit:str>com')).toEqual(['T4'])
    expect(await behind('pingPong=tier')).toEqual(['T3', 'T4'])
    expect(await behind('flow=tier:community>street')).toEqual(['T2', 'T4'])
    expect(await behind('flow=area:S1>S1')).toEqual(['T2', 'T4'])
    expect(await behind('flow=unit:B>A&flow=unit:str>com')).toEqual(['T3', 'T4'])
    expect(await behind('flow=unit:B>A&asOf=2026-03-02T08:59:00Z')).toEqual([])
    const narrowed = await matrix('tier', `${march}&flow=tier:community>street`)
    expect([narrowed.cover.told, narrowed.handOffs]).toEqual([2, 4])
  })

  it('measure the time at the solving tier', async () => {
    const { measures } = Summary.parse((await get(`/api/summary?${march}&measure=tier_time`)).json)
    // 4 4 6 9 10 11 17
    expect(measures[0]).toMatchObject({ value: 9, p90: expect.closeTo(13.4, 9), n: 7 })
    const { json } = await get(`/api/breakdown?by=tier&${march}&measure=tier_time`)
    expect(json).toMatchObject({
      groups: expect.arrayContaining([
        expect.objectContaining({ key: 'street', measures: [expect.objectContaining({ value: 6, n: 3 })] }),
      ]),
    })
  })

  it('keep to the caller’s areas', async () => {
    const limited = appOf(store, {
      now: afterFlows,
      access: () => callerOf({ role: 'coordinator', scope: ['S2'], freeText: false }),
    })
    const of = async (path: string) => (await limited.get(`/api/flows${path}`)).json
    const answer = FlowMatrix.parse(await of('?by=tier'))
    expect(answer.cover).toEqual({ tickets: 3, told: 2, derived: 1, silent: 0, never: 0 })
    expect([answer.handOffs, answer.links[0]?.reasons]).toEqual([3, null])
    expect(FlowPaths.parse(await of('/paths')).paths.map(({ id }) => id)).toEqual([
      'tier:community',
      'tier:department>centre>department',
    ])
    expect(FlowPingPong.parse(await of('/pingpong')).triples).toBe(0)
    expect(FlowTimes.parse(await of('/time')).hours).toBe(21 + 9 + 12)
    expect(FlowHops.parse(await of('/hops')).mean.denominator).toBe(2)
    expect(FlowLog.parse(await of('/log')).lines).toBe(12)
    expect(FlowFront.parse(await of('/front')).total.figure.denominator).toBe(2)
    expect(FlowWhatIf.parse(await of('/whatif')).total.tickets).toBe(2)
    expect(FlowProblems.parse(await of('/problems')).total).toBe(0)
    expect(TicketPage.parse(await of('/tickets?pingPong=unit')).total).toBe(0)
  })

  it.each([
    ['', 'by'],
    ['?by=colour', 'by'],
    ['?by=area&level=grid', 'level'],
    ['?by=tier&level=street', 'level'],
    ['?by=tier&flow=tier:community', 'flow'],
    ['?by=tier&flow=unit:com>nobody', 'flow'],
    ['?by=tier&flow=area:S1>nowhere', 'flow'],
    ['?by=tier&flow=area:>', 'flow'],
    ['?by=tier&unit=nobody', 'unit'],
    ['/paths?by=area', 'by'],
    ['/paths?top=0', 'top'],
    ['/pingpong?top=many', 'top'],
    ['/hops?x=1', 'x'],
    ['/log?asOf=today', 'asOf'],
    ['/front?from=2026-13-01', 'from'],
    ['/time?to=2026-01-01&from=2026-02-01', 'to'],
    ['/problems?limit=1000', 'limit'],
    ['/whatif?area=nowhere', 'area'],
    ['/tickets?path=community', 'path'],
    ['/tickets?path=tier:nobody', 'path'],
    ['/tickets?pair=unit:com', 'pair'],
    ['/tickets?pair=area:S1>S2', 'pair'],
    ['/tickets?after=x', 'after'],
  ])('refuse %s by its parameter %s', async (path, parameter) => {
    const { status, json } = await get(`/api/flows${path}`)
    expect(status).toBe(400)
    expect(Problem.parse(json).errors?.map((error) => error.parameter)).toEqual([parameter])
  })

  it('answer where there is nothing', async () => {
    const empty = await storeWith({ ...flows, tickets: [] })
    const { get: ask } = appOf(empty, { now: afterFlows })
    const of = async (path: string) => {
      const { status, json } = await ask(`/api/flows${path}`)
      expect([path, status]).toEqual([path, 200])
      return json
    }
    expect(FlowMatrix.parse(await of('?by=tier'))).toMatchObject({ nodes: [], links: [], handOffs: 0 })
    expect(FlowPaths.parse(await of('/paths'))).toMatchObject({ paths: [], folded: { paths: 0, tickets: 0 } })
    expect(FlowPingPong.parse(await of('/pingpong'))).toMatchObject({ pairs: [], tickets: { value: null } })
    expect(FlowHops.parse(await of('/hops'))).toMatchObject({ distribution: [], mean: { value: null } })
    expect(FlowLog.parse(await of('/log'))).toMatchObject({ lines: 0, meanHours: null })
    expect(FlowFront.parse(await of('/front')).reason).not.toBeNull()
    expect(FlowTimes.parse(await of('/time'))).toMatchObject({ parts: [], hours: 0 })
    expect(FlowProblems.parse(await of('/problems')).total).toBe(0)
    expect(FlowWhatIf.parse(await of('/whatif')).reason).not.toBeNull()
    await empty.close()
  })
})
