import type { ChecklistLine, Figure } from '@grid/data/contract'
import { describe, expect, it } from 'vitest'
import { allowanceOf, linesIn } from './ChecklistRows.ts'

const share = (numerator: number, denominator: number): Figure => ({
  value: denominator === 0 ? null : numerator / denominator,
  numerator,
  denominator,
  n: denominator,
  smallNumber: denominator < 10,
})

function line(category: string, closed: number, at: number, hours: number | null): ChecklistLine {
  const none = share(0, closed)
  return {
    category,
    counts: [category],
    alsoOn: [],
    says: { tier: 'community', lead: null, coHandlers: [], limit: null },
    happened: {
      reported: closed,
      closed,
      solvedAt: share(at, closed),
      byTier: [],
      byLead: null,
      coHandlers: [],
      handling: { ...share(0, closed), value: hours, denominator: null },
      onTime: none,
    },
    parted: {
      escalated_though_on_community_list: none,
      solved_below: share(closed - at, closed),
      solved_above: none,
      solved_beside: none,
      pushed_down: none,
      other_lead: null,
    },
  }
}

const lines = [
  line('waste', 20, 15, 5),
  line('lamps', 40, 10, 50),
  line('litter', 3, 0, 90),
  line('noise', 0, 0, null),
  line('dirt', 20, 20, 7),
]
const parents: Record<string, string> = { waste: 'sanitation', litter: 'sanitation', dirt: 'sanitation' }
const names = (order: Parameters<typeof linesIn>[1]) =>
  linesIn(lines, order, (category) => parents[category] ?? null).map(({ parent, lines }) => [
    parent,
    lines.map(({ category }) => category),
  ])

describe('lines of a checklist', () => {
  it('are gathered under the category above, in the order of the list', () => {
    expect(names('list')).toEqual([
      ['sanitation', ['waste', 'litter', 'dirt']],
      ['lamps', ['lamps']],
      ['noise', ['noise']],
    ])
  })

  it('are ranked, but not by rates of fewer than ten', () => {
    expect(names('closed')).toEqual([[null, ['lamps', 'waste', 'dirt', 'litter', 'noise']]])
    // 25 %, 75 %, 100 %; litter with 0 of 3 is not the worst
    expect(names('kept')).toEqual([[null, ['lamps', 'waste', 'dirt', 'litter', 'noise']]])
    expect(names('time')).toEqual([[null, ['lamps', 'dirt', 'waste', 'litter', 'noise']]])
    // 30 5 3 0 0
    expect(names('parted')).toEqual([[null, ['lamps', 'waste', 'litter', 'noise', 'dirt']]])
  })

  it('are none where the list is empty', () => {
    expect(linesIn([], 'closed', () => null)).toEqual([])
    expect(linesIn([], 'list', () => null)).toEqual([])
  })
})

describe('an allowance', () => {
  it('is an amount of a time base', () => {
    expect(allowanceOf('24h')).toEqual({ amount: 24, base: 'h' })
    expect(allowanceOf('15wd')).toEqual({ amount: 15, base: 'wd' })
    expect(allowanceOf('soon')).toBeNull()
  })
})
