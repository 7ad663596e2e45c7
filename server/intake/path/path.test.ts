import type { EventKind } from '@grid/data/contract'
import { EventKind as kinds } from '@grid/data/contract'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { type Fixture, type FixtureTicket, storeWith } from '../../../test/fixtures/centre.ts'
import { type Store, sql } from '../../store/index.ts'

const stores: Store[] = []
afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()))
})

const unit = (id: string, tier?: string) => ({ id, name: id, ...(tier ? { tier } : {}) })
const pack: Fixture['pack'] = {
  name: 'Made up',
  timeZone: 'UTC',
  categories: [
    { id: 'rubbish', name: 'Rubbish' },
    { id: 'bulky', name: 'Bulky waste', parent: 'rubbish' },
    { id: 'parking', name: 'Parking' },
    { id: 'water', name: 'Water' },
    { id: 'other', name: 'Other' },
  ],
  units: [
    unit('desk', 'centre'),
    unit('com', 'community'),
    unit('com2', 'community'),
    unit('str', 'street'),
    unit('A', 'department'),
    unit('B', 'department'),
    unit('C', 'department'),
    unit('city', 'city'),
    unit('odd'),
  ],
  checklists: [
    { id: 'c', name: 'C', tier: 'community', items: [{ category: 'rubbish' }] },
    { id: 's', name: 'S', tier: 'street', items: [{ category: 'parking' }] },
    { id: 'd', name: 'D', tier: 'department', items: [{ category: 'water', lead: 'A' }] },
  ],
}

/** `kind from>to fromTier>toTier`, one an hour from 01:00 on; `-` is nobody. */
function logOf(text: string): NonNullable<FixtureTicket['log']> {
  const pair = (word = '') => word.split('>').map((id) => (id === '' || id === '-' ? undefined : id))
  return text
    .split(';')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line, index) => {
      const [kind, units, tiers] = line.split(' ')
      const [[from, to], [fromTier, toTier]] = [pair(units), pair(tiers)]
      return {
        at: hour(index + 1),
        kind: kinds.parse(kind),
        ...(from ? { from } : {}),
        ...(to ? { to } : {}),
        ...(fromTier ? { fromTier } : {}),
        ...(toTier ? { toTier } : {}),
      }
    })
}

function hour(index: number): string {
  return `2026-03-${String(1 + Math.floor(index / 24)).padStart(2, '0')} ${String(index % 24).padStart(2, '0')}:00`
}

/** What is written into a ticket with this log; of what happened, the line's place in the log, 0 for the report. */
async function traced(log: string, ticket: Partial<FixtureTicket> = {}) {
  const [row] = await all([{ id: 'T', reported: hour(0), log: logOf(log), ...ticket }])
  if (!row) throw new Error('no ticket')
  return row
}

async function all(tickets: readonly FixtureTicket[], over: Partial<Fixture['pack']> = {}) {
  const store = await storeWith({ pack: { ...pack, ...over }, areas: [], tickets })
  stores.push(store)
  const rows =
    await store.read(sql`SELECT t.* EXCLUDE (first_tier, list_tier), f.id AS first_tier, l.id AS list_tier
    FROM ticket t LEFT JOIN tier f ON f.key = t.first_tier LEFT JOIN tier l ON l.key = t.list_tier ORDER BY t.key`)
  return rows.map((row) => {
    const at = (name: string) => {
      const cell = row[name]
      return typeof cell === 'string' ? (Date.parse(cell) - Date.UTC(2026, 2, 1)) / 3_600_000 : null
    }
    return {
      logged: row.logged,
      first: row.first_tier,
      list: row.list_tier,
      below: row.below_list,
      handOffs: row.hand_offs,
      pingPongs: row.ping_pongs,
      escalated: at('escalated_at'),
      joined: at('joined_at'),
      returned: at('returned_at'),
      reworked: at('reworked_at'),
      reopened: at('reopened_at'),
      bounced: at('bounced_at'),
      problem: at('problem_at'),
      beyond: at('beyond_list_at'),
      pushed: at('pushed_down_at'),
      contactDue: at('first_contact_due_at'),
    }
  })
}

const cases: [what: string, log: string, told: Record<string, unknown>][] = [
  [
    'begins with whom the first dispatch gives it to; the desk before is reception',
    'reported ->desk; filed desk; dispatched desk>com; handled com; closed desk',
    { logged: true, first: 'community', handOffs: 0, pingPongs: 0, escalated: null, bounced: null },
  ],
  [
    'begins with who had it where it is handed on undispatched',
    'reported ->com; escalated com>str; handled str',
    { first: 'community', handOffs: 1, escalated: 2 },
  ],
  [
    'begins with who handled it where nobody handed it on',
    'reported; handled com grid>-; closed com',
    { first: 'grid', handOffs: 0, escalated: null },
  ],
  [
    'goes up through the centre to a department: two hand-offs, escalated at the first',
    'dispatched desk>com; escalated com>desk; transferred desk>A; handled A',
    { first: 'community', handOffs: 2, escalated: 2, pushed: null },
  ],
  [
    'is not escalated between street and department, which are siblings',
    'dispatched desk>str; transferred str>A; transferred A>B',
    { first: 'street', handOffs: 2, escalated: null },
  ],
  ['is escalated from a department to the city', 'dispatched desk>A; escalated A>city', { escalated: 2 }],
  [
    'is not escalated by going back: returned to the centre, and out to another',
    'dispatched desk>A; returned A>desk; transferred desk>B',
    { escalated: null, handOffs: 2, returned: 2, pingPongs: 0, pushed: null },
  ],
  [
    'moves from a tier to another with one unit: no hand-off, and yet escalated',
    'dispatched com>com grid>grid; escalated com>com grid>community',
    { first: 'grid', handOffs: 0, escalated: 2 },
  ],
  [
    'comes back to the first of two: one ping-pong',
    'dispatched desk>A; transferred A>B; returned B>A',
    { handOffs: 2, pingPongs: 1, bounced: 3 },
  ],
  [
    'comes back twice: two ping-pongs, told from the first',
    'dispatched desk>A; transferred A>B; transferred B>A; transferred A>B',
    { handOffs: 3, pingPongs: 2, bounced: 3 },
  ],
  [
    'does not come back by way of a third',
    'dispatched desk>A; transferred A>B; transferred B>C; transferred C>A',
    { handOffs: 3, pingPongs: 0, bounced: null },
  ],
  [
    'stays where a line repeats the holder, or goes from a unit to itself',
    'dispatched desk>A; transferred A>A; dispatched desk>A; transferred B>B; transferred A>B; transferred -; returned B>A',
    { handOffs: 2, pingPongs: 1, bounced: 7 },
  ],
  [
    'stays with its holder at rework; a helper holds nothing',
    'dispatched desk>A; co_assigned A>B; handled A; reworked desk>A; handled A',
    { handOffs: 0, joined: 2, reworked: 4 },
  ],
  ['is not joint with itself', 'dispatched desk>A; co_assigned A>A', { joined: null }],
  [
    'is joint with a helper nobody names',
    'dispatched desk>A; co_assigned',
    { joined: 2, handOffs: 0, first: 'department' },
  ],
  [
    'is opened again and dispatched to another: one hand-off',
    'dispatched desk>A; closed desk; reopened desk>desk; dispatched desk>B',
    { handOffs: 1, reopened: 3, pingPongs: 0 },
  ],
  [
    'tells no unit and no tier where the log names none',
    'reported; dispatched; handled; closed',
    { logged: true, first: null, handOffs: null, pingPongs: null, escalated: null },
  ],
  [
    'is escalated where the log says so and names no tier',
    'dispatched ->odd; escalated odd>-',
    { first: null, handOffs: 0, escalated: 2 },
  ],
  [
    'is read in the order of the log, whatever its clocks say',
    'transferred A>B; returned B>A',
    { first: 'department', handOffs: 2, pingPongs: 1, bounced: 2 },
  ],
  ['without a line tells nothing', '', { logged: false, first: null, handOffs: null, returned: null }],
]

describe('a path', () => {
  it.each(cases)('%s', async (_, log, told) => {
    expect(await traced(log)).toMatchObject(told)
  })

  it('keeps to its own ticket', async () => {
    const rows = await all([
      { id: 'T1', reported: hour(0), log: logOf('dispatched desk>A; transferred A>B') },
      { id: 'T2', reported: hour(0), log: logOf('dispatched desk>B; transferred B>A; transferred A>B') },
      { id: 'T3', reported: hour(0) },
    ])
    expect(rows.map(({ handOffs, pingPongs }) => [handOffs, pingPongs])).toEqual([
      [1, 0],
      [2, 1],
      [null, null],
    ])
  })

  it('counts what a row gives without a log from the report on', async () => {
    expect(await traced('', { returns: 2, reworks: 3 })).toMatchObject({
      returned: 0,
      reworked: 0,
      problem: 0,
    })
    expect(await traced('', { returns: 0, reworks: 2 })).toMatchObject({ returned: null, problem: null })
  })

  it('has as many hand-offs and ping-pongs as a walk along any log counts', async () => {
    const names = ['A', 'B', 'C'] as const
    const step = fc.record({
      kind: fc.constantFrom<EventKind>('transferred', 'dispatched', 'returned', 'escalated', 'reworked'),
      to: fc.constantFrom(...names),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(step, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 20 }),
        async (logs) => {
          const rows = await all(
            logs.map((steps, index) => ({
              id: `T${index}`,
              reported: hour(0),
              log: [
                { at: hour(1), kind: 'dispatched', from: 'desk', to: 'A' },
                ...steps.map(({ kind, to }, at) => ({ at: hour(at + 2), kind, from: 'desk', to })),
              ],
            })),
          )
          const walked = logs.map((steps) => {
            const held: string[] = ['A']
            for (const { to } of steps) if (held.at(-1) !== to) held.push(to)
            const back = held.filter((name, index) => index > 1 && held[index - 2] === name)
            return [held.length - 1, back.length]
          })
          expect(rows.map(({ handOffs, pingPongs }) => [handOffs, pingPongs])).toEqual(walked)
        },
      ),
      { numRuns: 15 },
    )
  }, 30_000)
})

describe('a stay', () => {
  it('is marked where an earlier one of its ticket was with the same or was given by the same to the same, where another follows, and where its ticket was no work', async () => {
    const step = fc.record({
      kind: fc.constantFrom<EventKind>('transferred', 'returned', 'escalated', 'reworked'),
      from: fc.constantFrom('desk', 'com', undefined),
      to: fc.constantFrom('com', 'com2', 'str', 'odd', undefined),
    })
    const logs = fc.sample(fc.array(step, { minLength: 0, maxLength: 9 }), { seed: 5, numRuns: 200 })
    const tickets = logs.map((steps, index) => ({
      id: `T${index}`,
      reported: hour(0),
      // every fifth; keys rise from 1
      ...(index % 5 === 0 && { status: (['void', 'duplicate', 'rejected'] as const)[index % 3]! }),
      log: [{ at: hour(1), kind: 'dispatched' as const, from: 'desk', to: 'com' }].concat(
        steps.map(({ kind, from, to }, at) =>
          Object.assign({ at: hour(at + 2), kind }, from && { from }, to && { to }),
        ) as never,
      ),
    }))
    const store = await storeWith({ pack, areas: [], tickets })
    stores.push(store)
    const stays = await store.read(
      sql`SELECT ticket, unit, tier, from_unit, from_tier, handed, again FROM stay ORDER BY ticket, nth`,
    )
    const seen = new Set<string>()
    const marks = stays.map(({ ticket, unit, tier, from_unit, from_tier, handed }, place) => {
      const mark = (bit: number, ...what: readonly unknown[]) => {
        const key = JSON.stringify([bit, ticket, ...what])
        const before = seen.has(key)
        seen.add(key)
        return before ? bit : 0
      }
      const links = handed === true ? mark(4, from_unit, unit) + mark(8, from_tier, tier) : 0
      const noWork = Number(ticket) % 5 === 1 ? 16 : 0
      const followed = stays[place + 1]?.ticket === ticket ? 32 : 0
      return mark(1, unit) + mark(2, tier) + links + noWork + followed
    })
    expect(stays.map(({ again }) => again)).toEqual(marks)
    expect(new Set(marks).size).toBeGreaterThan(6)
  })
})

describe('tickets without logs', () => {
  const at = () => fc.option(fc.integer({ min: 0, max: 100 }).map(hour), { nil: undefined })
  const ticket = fc.record({
    category: fc.constantFrom('rubbish', 'bulky', 'water', undefined),
    tier: fc.constantFrom('community', 'street', 'department', undefined),
    unit: fc.constantFrom('com', 'str', 'odd', undefined),
    solvedTier: fc.constantFrom('grid', 'street', undefined),
    dispatched: at(),
    handled: at(),
    closed: at(),
    returns: fc.constantFrom(0, 2),
    reworks: fc.constantFrom(0, 1, 4),
  })

  it('come to the same beside one with a log and by themselves', async () => {
    const tickets = fc.sample(ticket, { seed: 11, numRuns: 250 }).map((row, index) => ({
      id: `T${index}`,
      reported: hour(6),
      ...Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)),
    }))
    const logged = { id: 'Z', reported: hour(0), log: logOf('dispatched desk>com; closed com>') }
    const facts = async (list: readonly FixtureTicket[]) => {
      const store = await storeWith({ pack, areas: [], tickets: list })
      stores.push(store)
      return [
        await store.read(sql`SELECT * EXCLUDE (key, cell) FROM ticket WHERE id <> 'Z' ORDER BY id`),
        await store.read(sql`SELECT s.* EXCLUDE (ticket), t.id FROM holding s JOIN ticket t ON t.key = s.ticket
          WHERE t.id <> 'Z' ORDER BY t.id, s.nth`),
      ]
    }
    const [alone, beside] = [await facts(tickets), await facts([...tickets, logged])]
    expect(alone).toEqual(beside)
    expect(alone[1]?.length).toBeGreaterThan(50)
  })
})

describe('a problem ticket', () => {
  it('is one at its third rework', async () => {
    const twice = 'dispatched desk>com; reworked desk>com; reworked desk>com'
    expect(await traced(twice)).toMatchObject({ problem: null, reworked: 2 })
    expect(await traced(`${twice}; reworked desk>com`)).toMatchObject({ problem: 4 })
  })

  it('is one when a third unit is reached by transfers, and none of them leads', async () => {
    const round = 'dispatched desk>B; transferred B>C; transferred C>str'
    expect(await traced(round, { category: 'parking' })).toMatchObject({ problem: 3 })
    expect(await traced(round, { category: 'water' })).toMatchObject({ problem: 3 })
    // A is the lead of water
    const led = 'dispatched desk>B; transferred B>C; transferred C>A'
    expect(await traced(led, { category: 'water' })).toMatchObject({ problem: null })
    expect(await traced(led, { category: 'parking' })).toMatchObject({ problem: 3 })
  })

  it('is none by escalation, by return, or by way of the centre', async () => {
    for (const log of [
      'dispatched desk>com; escalated com>str; transferred str>A',
      'dispatched desk>A; transferred A>B; transferred B>A; transferred A>B',
      'dispatched desk>com; escalated com>desk; transferred desk>A; transferred A>desk; transferred desk>A',
    ])
      expect(await traced(log)).toMatchObject({ problem: null })
  })
})

describe('a checklist', () => {
  it('carries a category by itself or by the one above', async () => {
    for (const [category, list] of [
      ['rubbish', 'community'],
      ['bulky', 'community'],
      ['water', 'department'],
      ['other', null],
    ] as const)
      expect(await traced('', { category })).toMatchObject({ list })
  })

  it('is left upwards above both its tier and the first', async () => {
    const up = 'dispatched desk>com grid>grid; escalated com>com grid>community; escalated com>str'
    expect(await traced(up, { category: 'bulky' })).toMatchObject({ escalated: 2, beyond: 3 })
    expect(await traced(up, { category: 'parking' })).toMatchObject({ escalated: 2, beyond: null })
    expect(await traced(up, { category: 'other' })).toMatchObject({ escalated: 2, beyond: null })
    expect(await traced('dispatched desk>str; transferred str>A', { category: 'rubbish' })).toMatchObject({
      beyond: null,
    })
  })

  it('tells who solved below it: department and street stand on one rung', async () => {
    const below = async (category: string, solvedTier?: string) =>
      (await traced('', { category, ...(solvedTier ? { solvedTier } : {}) })).below
    expect(await below('parking', 'community')).toBe(true)
    expect(await below('water', 'street')).toBe(false)
    expect(await below('water', 'community')).toBe(true)
    expect(await below('rubbish', 'community')).toBe(false)
    expect(await below('rubbish', 'city')).toBe(false)
    expect(await below('other', 'grid')).toBeNull()
    expect(await below('water')).toBeNull()
  })

  it('is not that of a tier it is pushed down to', async () => {
    const down = 'dispatched desk>str; transferred str>com'
    expect(await traced(down, { category: 'parking' })).toMatchObject({ pushed: 2 })
    expect(await traced(down, { category: 'rubbish' })).toMatchObject({ pushed: null })
    // on no list at all: the list of the community does not carry it
    expect(await traced(down, { category: 'other' })).toMatchObject({ pushed: 2 })
    for (const log of [
      // the centre assigns, a return goes back, siblings hand over, and up is not down
      'dispatched desk>str; escalated str>desk; transferred desk>com',
      'dispatched desk>com; escalated com>str; returned str>com',
      'dispatched desk>str; transferred str>A',
      'dispatched desk>com; escalated com>str',
    ])
      expect(await traced(log, { category: 'parking' })).toMatchObject({ pushed: null })
  })
})

describe('the first contact', () => {
  const deadlines: Fixture['pack']['deadlines'] = {
    firstContact: [
      { urgency: ['danger'], limit: '1h' },
      { tier: ['community'], limit: '3d' },
      { category: ['rubbish'], limit: '1wd' },
      { limit: '24h' },
    ],
  }
  const due = async (ticket: Partial<FixtureTicket>) =>
    (await all([{ id: 'T', reported: hour(0), ...ticket }], { deadlines }))[0]?.contactDue

  it('is due by the first rule that fits, from the report', async () => {
    expect(await due({ urgency: 'danger', category: 'bulky' })).toBe(1)
    expect(await due({ category: 'water' })).toBe(24)
    // by the tier that had it first, not by the one that has it now
    const log = logOf('dispatched desk>com; escalated com>str')
    expect(await due({ tier: 'street', log })).toBe(72)
    // 1 March 2026 is a Sunday: one working day from Monday at nine ends on Tuesday at nine
    expect(await due({ category: 'bulky' })).toBe(57)
  })

  it('is never due where the pack has no rule', async () => {
    expect(await traced('dispatched desk>com')).toMatchObject({ contactDue: null })
  })
})
