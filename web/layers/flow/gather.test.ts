import type { FlowDirection, FlowNode } from '@grid/data/contract'
import { describe, expect, it } from 'vitest'
import type { FlowLink } from '../../api/index.ts'
import { gather, type PlacedNode } from './gather.ts'

const none = { n: 0, median: null, p90: null, smallNumber: true }

function placed(id: string, lon: number, traffic: number): PlacedNode {
  const node: FlowNode = {
    id,
    name: { en: id, zh: id },
    place: null,
    tier: null,
    rank: null,
    tickets: 0,
    begun: 0,
    incoming: traffic,
    outgoing: 0,
    inside: 0,
    finished: 0,
    holding: 0,
    stays: 0,
    derived: 0,
    unsigned: 0,
    contradictory: 0,
    waiting: none,
    working: none,
    whole: none,
  }
  return { node, key: id, name: id, at: [lon, 0] }
}

function link(from: string, to: string, handOffs: number, direction: FlowDirection): FlowLink {
  return {
    from,
    to,
    handOffs,
    tickets: handOffs,
    kinds: { transferred: handOffs },
    direction,
    directions: { [direction]: handOffs },
    coAssigned: 0,
    firstDispatches: 0,
    before: none,
    waiting: none,
    reasons: null,
  }
}

// at zoom 0 the world is 512 px wide: 30 px are 21.09375 degrees of longitude, at zoom 1 half of that
const nodes = [placed('a', 0, 10), placed('b', 20, 30), placed('c', 90, 5)]
const links = [
  link('a', 'c', 6, 'up'),
  link('b', 'c', 5, 'down'),
  link('c', 'b', 2, 'down'),
  link('a', 'b', 4, 'up'),
]

describe('flows at a zoom', () => {
  it('gather holders that would cover each other at the busiest, and add their hand-offs up', () => {
    const map = gather(nodes, links, 0, 10)
    expect(map.marks.map(({ key, at, members }) => [key, at[0], ...members.map((one) => one.key)])).toEqual([
      ['b', 20, 'b', 'a'],
      ['c', 90, 'c'],
    ])
    // a → c and b → c are one flow of 11, most of them up; a → b is within the mark
    expect(
      map.flows.map(({ from, to, handOffs, direction }) => [from.key, to.key, handOffs, direction]),
    ).toEqual([
      ['b', 'c', 11, 'up'],
      ['c', 'b', 2, 'down'],
    ])
    expect(map.within).toBe(4)
  })

  it('come apart where there is room', () => {
    const map = gather(nodes, links, 1, 10)
    expect(map.marks).toHaveLength(3)
    expect(map.flows).toHaveLength(4)
    expect(map.within).toBe(0)
  })

  it('keep the widest and say what is folded; drawn, folded and within are all there are', () => {
    const map = gather(nodes, links, 1, 2)
    expect(map.flows.map(({ handOffs }) => handOffs)).toEqual([6, 5])
    expect(map.folded).toEqual({ flows: 2, handOffs: 6 })
    expect(6 + 5 + 6 + map.within).toBe(17)
  })

  it('leave out ends that have no place at all', () => {
    expect(gather(nodes, [link('a', 'nowhere', 3, 'up')], 1, 10).flows).toEqual([])
  })
})
