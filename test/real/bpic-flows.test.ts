import {
  FlowHops,
  FlowLog,
  FlowMatrix,
  FlowPaths,
  FlowPingPong,
  FlowTimes,
  Summary,
} from '@grid/data/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appOf } from '../fixtures/app.ts'
import type { Workshop } from '../intake/workshop.ts'
import { isShared, packOf } from './cityData.ts'

// The figures are those published with the log, and counted from the file itself in plain SQL with lag() over the lines of
// a case: server/flows/README.md says by which rule each comes about.
describe.skipIf(!isShared('bpic-2013'))('the flows of the incident desk of BPI Challenge 2013', () => {
  let shop: Workshop
  let get: ReturnType<typeof appOf>['get']

  beforeAll(async () => {
    shop = packOf('bpic', { 'events.csv.gz': 'bpic-2013/events.csv.gz' })
    await shop.load()
    ;({ get } = appOf(await shop.store()))
  }, 120_000)
  afterAll(() => shop[Symbol.asyncDispose]())

  const asked = async (path: string) => (await get(`/api/flows${path}`)).json

  it('are told of all 7,554 cases, on no map', async () => {
    const { cover, nodes } = FlowMatrix.parse(await asked('?by=tier'))
    expect(cover).toEqual({ tickets: 7554, told: 7554, derived: 0, silent: 0, never: 0 })
    expect(nodes.map(({ id, place }) => [id, place])).toEqual([
      ['L1', null],
      ['L2', null],
      ['L2/L3', null],
      ['L3', null],
    ])
  })

  it('rest on 65,533 lines, 12.1 days a case on average', async () => {
    const { lines, tickets, meanHours } = FlowLog.parse(await asked('/log'))
    expect([lines, tickets]).toEqual([65_533, 7554])
    expect((meanHours ?? 0) / 24).toBeCloseTo(12.0793, 3)
  })

  it('are 9,454 hand-overs between teams in 3,820 cases', async () => {
    const { betweenUnits } = FlowMatrix.parse(await asked('?by=unit'))
    expect(betweenUnits).toBe(9454)
    const { distribution, mean } = FlowHops.parse(await asked('/hops'))
    expect(distribution.filter(({ hops }) => hops > 0).reduce((sum, { tickets }) => sum + tickets, 0)).toBe(
      3820,
    )
    expect(mean).toMatchObject({ numerator: 9454, denominator: 7554 })
  })

  it('step between levels as other tools count', async () => {
    const { links } = FlowMatrix.parse(await asked('?by=tier'))
    const steps = links.flatMap(({ from, to, handOffs }) =>
      from === to || handOffs === 0 ? [] : [[`${from}>${to}`, handOffs]],
    )
    expect(Object.fromEntries(steps)).toEqual({
      'L1>L2': 2755,
      'L2>L1': 1473,
      'L2>L3': 284,
      'L1>L3': 196,
      'L3>L2': 164,
      'L3>L1': 111,
      'L1>L2/L3': 10,
      'L2/L3>L1': 7,
    })
  })

  it('leave 4,546 cases in L1', async () => {
    const { paths, folded } = FlowPaths.parse(await asked('/paths?top=5'))
    expect(paths[0]).toMatchObject({ id: 'tier:L1', steps: ['L1'], tickets: 4546 })
    expect(paths.reduce((sum, { tickets }) => sum + tickets, folded.tickets)).toBe(7554)
  })

  it('go to and fro 2,394 times in 1,177 cases', async () => {
    const answer = FlowPingPong.parse(await asked('/pingpong?top=200'))
    expect(answer).toMatchObject({ triples: 2394, tickets: { numerator: 1177, denominator: 7554 } })
    expect(answer.pairs.reduce((sum, { triples }) => sum + triples, answer.folded.triples)).toBe(2394)
  })

  it('agree with the measures of the same names', async () => {
    const ids = ['hand_offs', 'ping_pong', 'ping_pong_triples', 'tier_time']
    const { json } = await get(`/api/summary?${ids.map((id) => `measure=${id}`).join('&')}`)
    const { measures } = Summary.parse(json)
    expect(measures.slice(1, 3).map(({ numerator }) => numerator)).toEqual([1177, 2394])
    expect(measures[3]?.n).toBeGreaterThan(7000)
  })

  it('have no time below nothing', async () => {
    const { parts } = FlowTimes.parse(await asked('/time'))
    expect(parts.every(({ hours, time }) => hours >= 0 && (time.median ?? 0) >= 0)).toBe(true)
  })
})
