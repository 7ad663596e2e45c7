import type { FlowPaths } from '@grid/data/contract'
import { describe, expect, it } from 'vitest'
import { mostSteps, stepsOf } from './flowSteps.ts'

const time = { n: 0, median: null, p90: null, smallNumber: true }
const path = (tickets: number, ...steps: string[]): FlowPaths['paths'][number] => ({
  id: steps.join('>'),
  steps,
  tickets,
  share: 0,
  done: 0,
  time,
})
const tiers = ['community', 'street', 'department', 'centre']
const ranks = new Map([
  ['community', 1],
  ['street', 2],
  ['department', 2],
  ['centre', 3],
])

describe('the ways of tickets step by step', () => {
  const drawn = stepsOf(
    [
      path(60, 'community'),
      path(30, 'community', 'street'),
      path(10, 'community', 'street', 'community'),
      path(5, 'street', 'department'),
      path(4),
    ],
    tiers,
    ranks,
    // lanes: 3 of at least 12 with two gaps of 14 leave 150 for 100 + 40 + 5 tickets at most
    36 + 28 + 145,
  )

  it('count every ticket at each of its steps, and where its way ends', () => {
    expect(drawn.tickets).toBe(105)
    const told = drawn.nodes.map(({ step, tier, tickets, ended }) => [step, tier, tickets, ended])
    expect(told).toEqual([
      [0, 'community', 100, 60],
      [1, 'street', 40, 30],
      [2, 'community', 10, 10],
      [0, 'street', 5, 0],
      [1, 'department', 5, 5],
    ])
  })

  it('tell up, down and sideways by the height of the tiers', () => {
    expect(
      drawn.links.map(({ step, from, to, tickets, direction }) => [step, from, to, tickets, direction]),
    ).toEqual([
      [0, 'community', 'street', 40, 'up'],
      [1, 'street', 'community', 10, 'down'],
      [0, 'street', 'department', 5, 'sideways'],
    ])
  })

  it('stand in lanes, the highest tier on top, one unit of height a ticket', () => {
    expect(drawn.lanes).toEqual([
      { tier: 'street', y: 0, height: 52 },
      { tier: 'department', y: 66, height: 17 },
      { tier: 'community', y: 97, height: 112 },
    ])
    const first = drawn.nodes[0]
    expect([first?.y, first?.height]).toEqual([103, 100])
    // the first street holds 5 in the middle of its lane, and its one band begins at its top
    expect(drawn.links[2]?.fromY).toBe(23.5)
  })

  it('go on after the last step that is drawn', () => {
    const long = stepsOf(
      [path(3, ...Array.from({ length: 9 }, (_, i) => tiers[i % 2] ?? ''))],
      tiers,
      ranks,
      200,
    )
    expect(long.steps).toBe(mostSteps)
    expect(long.nodes.at(-1)).toMatchObject({ further: 3, ended: 0 })
    expect(long.links).toHaveLength(mostSteps - 1)
  })

  it('of nothing are nothing', () => {
    expect(stepsOf([], tiers, ranks, 200)).toEqual({ lanes: [], steps: 0, nodes: [], links: [], tickets: 0 })
  })
})
