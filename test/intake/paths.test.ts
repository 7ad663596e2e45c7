import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { tracePaths } from '../../server/intake/path/index.ts'
import { sql } from '../../server/store/index.ts'
import { smallCentre, Workshop } from './workshop.ts'

let shop: Workshop

const tickets = (...rows: string[]) =>
  shop.file('tickets.csv', ['id,reported_at,category,solved_tier,returns', ...rows].join('\n'))
const events = (...rows: string[]) =>
  shop.file('events.csv', ['ticket,at,kind,from_unit,to_unit,from_tier,to_tier', ...rows].join('\n'))

beforeEach(async () => {
  shop = new Workshop()
  shop.file('centre.json', {
    ...smallCentre,
    categories: [
      { id: 'rubbish', name: 'Rubbish' },
      { id: 'water', name: 'Water' },
    ],
    checklists: [{ id: 'c', name: 'C', tier: 'community', items: [{ category: 'rubbish' }] }],
    deadlines: { firstContact: [{ limit: '24h' }] },
  })
  tickets('a,2026-01-01T08:00:00,rubbish,grid,', 'b,2026-01-01T08:00:00,water,,2')
  await shop.load()
})
afterEach(() => shop[Symbol.asyncDispose]())

const path = async (id: string) =>
  (
    await shop.read(sql`SELECT t.logged, f.id AS first_tier, l.id AS list_tier, t.below_list, t.hand_offs, t.ping_pongs,
        strftime(t.escalated_at, '%d %H') AS escalated, strftime(t.beyond_list_at, '%d %H') AS beyond,
        strftime(t.returned_at, '%d %H') AS returned, strftime(t.first_contact_due_at, '%d %H') AS due
      FROM ticket t LEFT JOIN tier f ON f.key = t.first_tier LEFT JOIN tier l ON l.key = t.list_tier WHERE t.id = ${id}`)
  )[0]
const untold = {
  logged: false,
  first_tier: null,
  hand_offs: null,
  ping_pongs: null,
  escalated: null,
  beyond: null,
}
const way = [
  'a,2026-01-01T09:00:00,dispatched,desk,elm,centre,community',
  'a,2026-01-02T09:00:00,escalated,elm,north,community,street',
]

describe('what logs tell of a ticket’s way', () => {
  it('is nothing without a log, but lists, counts and limits are told at once', async () => {
    const about = { list_tier: 'community', below_list: true, returned: null, due: '02 00' }
    expect(await path('a')).toEqual({ ...untold, ...about })
    expect(await path('b')).toEqual({
      ...untold,
      list_tier: null,
      below_list: null,
      returned: '01 00',
      due: '02 00',
    })
  })

  it('follows the log as it comes and grows, and the same file twice changes nothing', async () => {
    await shop.import('events', events(...way))
    const told = await path('a')
    expect(told).toMatchObject({
      logged: true,
      first_tier: 'community',
      hand_offs: 1,
      escalated: '02 01',
      beyond: '02 01',
    })
    expect(await path('b')).toMatchObject(untold)
    expect(await shop.import('events', events(...way))).toMatchObject({ unchanged: 2 })
    expect(await path('a')).toEqual(told)
    await shop.import('events', events('a,2026-01-03T09:00:00,returned,north,elm,street,community'))
    expect(await path('a')).toMatchObject({
      hand_offs: 2,
      ping_pongs: 1,
      returned: '03 01',
      escalated: '02 01',
    })
  })

  it('follows a corrected row, and keeps what its log has told', async () => {
    await shop.import('events', events(...way))
    await shop.import('tickets', tickets('a,2026-01-02T08:00:00,water,street,'))
    expect(await path('a')).toMatchObject({
      logged: true,
      hand_offs: 1,
      escalated: '02 01',
      list_tier: null,
      below_list: null,
      beyond: null,
      due: '03 00',
    })
    expect(await path('b')).toMatchObject({ returned: '01 00' })
  })

  it('is written with a new ticket as tracing it would', async () => {
    const file = shop.file(
      'more.csv',
      [
        'id,reported_at,dispatched_at,signed_at,handled_at,closed_at,category,tier,solved_tier,returns,reworks,status',
        'done,2026-01-01T08:00:00,2026-01-01T09:00:00,2026-01-01T10:00:00,2026-01-01T12:00:00,2026-01-01T13:00:00,rubbish,community,community,,,closed',
        'unsigned,2026-01-01T08:00:00,,,,2026-01-01T09:30:00,water,street,,,,closed',
        'open,2026-01-01T08:00:00,,,,,rubbish,community,,,,dispatched',
        'elsewhere,2026-01-01T08:00:00,,,,2026-01-01T09:00:00,rubbish,street,community,,,closed',
        'passed,2026-01-01T08:00:00,,,,2026-01-01T09:00:00,rubbish,street,street,2,3,closed',
        'backwards,2026-01-01T08:00:00,,,2026-01-01T07:00:00,,rubbish,community,community,,,handled',
      ].join('\n'),
    )
    await shop.import('tickets', file)
    const written = () => shop.read(sql`SELECT * FROM ticket ORDER BY id`)
    const before = await written()
    const seconds = Object.fromEntries(before.map(({ id, tier_seconds }) => [id, tier_seconds]))
    // from receipt to handling, else closing; unknown while it lasts, where somebody else solved it, where it was passed
    // on unseen, and where clocks contradict
    expect(seconds).toMatchObject({
      done: 3 * 3600,
      unsigned: 1.5 * 3600,
      open: null,
      elsewhere: null,
      passed: null,
      backwards: null,
    })
    await (await shop.store()).writeAlone((transaction) => tracePaths(transaction, 'all'))
    expect(await written()).toEqual(before)
  })
})
