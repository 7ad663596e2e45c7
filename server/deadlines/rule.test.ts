import { describe, expect, it } from 'vitest'
import { at, gaoling, local, packOf, shanghai } from './examples.ts'
import { allowanceOf, compileDeadlines } from './index.ts'
import { type RuledTicket, ruleBook } from './rule.ts'

const pack = packOf({
  categories: [
    { id: 'utilities', name: 'Utilities' },
    { id: 'gas', name: 'Gas', parent: 'utilities' },
    { id: 'water', name: 'Water', parent: 'utilities' },
    { id: 'lifts', name: 'Lifts' },
    { id: 'ring_a', name: 'A', parent: 'ring_b' },
    { id: 'ring_b', name: 'B', parent: 'ring_a' },
  ],
  checklists: [
    {
      id: 'community',
      name: 'Community',
      tier: 'community',
      items: [{ category: 'lifts', limit: '1d' }, { category: 'water' }],
    },
    {
      id: 'department',
      name: 'Department',
      tier: 'department',
      items: [
        { category: 'lifts', limit: '4wd' },
        { category: 'gas', limit: '12h' },
      ],
    },
  ],
  deadlines: {
    handling: [
      { category: ['utilities'], urgency: ['urgent'], limit: '6h' },
      { urgency: ['danger'], limit: '2h' },
      { category: ['utilities'], limit: '24h' },
      { tier: ['street', 'centre'], limit: '5wd' },
      { tier: ['department'], limit: '7wd' },
      { category: ['noise'], urgency: ['danger', 'urgent'], limit: '4h' },
    ],
  },
})
const ruleOf = ruleBook(pack)

describe('the rule of a ticket', () => {
  it.each<[RuledTicket, string | undefined, string]>([
    [{ category: 'noise', tier: 'street' }, 'deadlines.handling.3', 'the first that fits'],
    [{ category: 'noise', tier: 'department' }, 'deadlines.handling.4', 'by the tier'],
    [{ category: 'water', tier: 'street' }, 'deadlines.handling.2', 'by the category above, before the tier'],
    [{ category: 'utilities' }, 'deadlines.handling.2', 'by the category itself'],
    [{ category: 'water', urgency: 'urgent' }, 'deadlines.handling.0', 'by category and urgency'],
    [{ category: 'noise', urgency: 'urgent', tier: 'street' }, 'deadlines.handling.3', 'both must fit'],
    [{ category: 'gas', tier: 'street' }, 'checklists.1.items.1', 'a checklist before the rules'],
    [{ category: 'lifts', tier: 'community' }, 'checklists.0.items.0', 'the list of its own tier'],
    [{ category: 'lifts', tier: 'department' }, 'checklists.1.items.0', 'the list of its own tier'],
    [{ category: 'lifts', tier: 'street' }, 'checklists.0.items.0', 'the first list, where none is its own'],

    [{ category: 'gas', urgency: 'danger' }, 'deadlines.handling.1', 'danger before a checklist'],
    [
      { category: 'lifts', urgency: 'danger', tier: 'street' },
      'deadlines.handling.1',
      'danger before a tier',
    ],
    [
      { category: 'lifts', urgency: 'urgent', tier: 'street' },
      'checklists.0.items.0',
      'urgent is not danger',
    ],
    [{ category: 'noise', urgency: 'urgent' }, 'deadlines.handling.5', 'by one of two urgencies'],
    [{ category: 'noise', tier: 'grid' }, undefined, 'none'],
    [{ category: 'ring_a' }, undefined, 'none, and categories that stand in a ring end'],
    [{}, undefined, 'none for a ticket that says nothing'],
    [{ category: null, tier: null }, undefined, 'none for a ticket that says nothing'],
  ])('%j: %s, %s', (ticket, source) => {
    expect(ruleOf(ticket)?.source).toBe(source)
  })
})

describe('an allowance', () => {
  const deadlines = compileDeadlines(gaoling, shanghai)
  const start = at('2025-09-30T16:00')

  it('says where it comes from, when it begins and when it ends', () => {
    const ticket = { category: 'roads_pothole', tier: 'department' }
    const allowance = allowanceOf(deadlines, ticket, start)
    expect(allowance).toEqual({
      limit: { amount: 7, base: 'working days' },
      source: 'deadlines.handling.5',
      start,
      due: at('2025-10-16T16:00'), // 9, 10, 11, 13, 14, 15, 16 October
    })
  })

  it.each([
    [
      { category: 'public_safety_gas_smell', tier: 'department', urgency: 'danger' as const },
      '2025-09-30T18:00',
    ],
    [{ category: 'utilities_heating', tier: 'department' }, '2025-10-01T16:00'],
    [{ category: 'roads_pothole', tier: 'community' }, '2025-10-03T16:00'],
    [{ category: 'roads_pothole', tier: 'street' }, '2025-10-14T16:00'], // 9, 10, 11, 13, 14 October
  ])('of %j', (ticket, due) => {
    expect(local(allowanceOf(deadlines, ticket, start)?.due ?? null)).toBe(due)
  })
})

it('danger that the rule which fits does not name is treated as all else', () => {
  const deadlines = {
    handling: [
      { category: ['utilities'], limit: '24h' },
      { urgency: ['danger'], limit: '2h' },
    ],
  }
  const inDanger = { category: 'utilities', urgency: 'danger' as const }
  expect(ruleBook(packOf({ deadlines }))(inDanger)?.source).toBe('deadlines.handling.0')
  const items = [{ category: 'utilities', limit: '8h' }]
  const checklists = [{ id: 'community', name: 'Community', tier: 'community', items }]
  expect(ruleBook(packOf({ deadlines, checklists }))(inDanger)?.source).toBe('checklists.0.items.0')
})
