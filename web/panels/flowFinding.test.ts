import type { FlowMatrix, FlowPaths } from '@grid/data/contract'
import { describe, expect, it } from 'vitest'
import type { Say } from '../i18n/index.ts'
import { flowFinding } from './flowFinding.ts'

const say: Say = (key, values) => `${key}${values ? JSON.stringify(values) : ''}`
const none = { n: 0, median: null, p90: null, smallNumber: true }
const cover = { tickets: 20, told: 20, derived: 0, silent: 0, never: 0 }
const path = (tickets: number, ...steps: string[]): FlowPaths['paths'][number] => ({
  id: '',
  steps,
  tickets,
  share: 0,
  done: 0,
  time: none,
})
const link = (from: string | null, to: string | null, handOffs: number): FlowMatrix['links'][number] => ({
  from,
  to,
  handOffs,
  tickets: handOffs,
  kinds: {},
  direction: 'up',
  directions: {},
  coAssigned: 0,
  firstDispatches: 0,
  before: none,
  waiting: none,
  reasons: null,
})
const pingPong = (numerator: number) => ({
  tickets: { value: numerator / 20, numerator, denominator: 20, n: 20, smallNumber: false },
})

describe('what the flows say', () => {
  it('is how many end where they began, the widest way between two tiers, and how many bounce', () => {
    // 12 of the 16 whose way names a tier have one step
    const paths = { cover, paths: [path(12, 'a'), path(4, 'a', 'b'), path(4)] }
    const matrix = { cover, nodes: [], links: [link('b', 'b', 9), link(null, 'a', 8), link('a', 'b', 4)] }
    expect(flowFinding(matrix, paths, pingPong(2), say, 'en')).toBe(
      'flow.finding.stays{"share":"75%"}; flow.finding.way{"from":"a","to":"b","n":"4"}; flow.finding.back{"count":2,"n":"2","share":"10.0%"}',
    )
  })

  it('says that nothing is handed on, and leaves out what nobody asked or nothing did', () => {
    const paths = { cover, paths: [path(20, 'a')] }
    expect(flowFinding({ cover, nodes: [], links: [] }, paths, pingPong(0), say, 'zh')).toBe(
      'flow.finding.stays{"share":"100%"}；flow.finding.noway',
    )
  })

  it('is nothing of fewer than ten', () => {
    const paths = { cover, paths: [path(9, 'a'), path(50)] }
    expect(flowFinding({ cover, nodes: [], links: [] }, paths, undefined, say, 'en')).toBeNull()
  })
})
