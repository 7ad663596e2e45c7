import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkCentre } from '../../server/intake/index.ts'
import { sql } from '../../server/store/index.ts'
import { smallCentre, Workshop } from './workshop.ts'

let shop: Workshop

beforeEach(async () => {
  shop = new Workshop()
  shop.file('centre.json', {
    ...smallCentre,
    units: [
      { id: 'desk', name: 'Desk', tier: 'centre' },
      { id: 'west', name: 'West Street', tier: 'street' },
    ],
  })
  shop.file('tickets.csv', 'id,reported_at\na,2026-01-01T08:00:00\nb,2026-01-01T08:00:00\n')
  await shop.load()
})
afterEach(() => shop[Symbol.asyncDispose]())

const header = 'ticket,at,kind,from_unit,to_unit,from_tier,to_tier'
const lines = async (...rows: string[]) =>
  await shop.import('events', shop.file('log.csv', `${[header, ...rows].join('\n')}\n`))
const numbered = async (...rows: string[]) =>
  await shop.import('events', shop.file('numbered.csv', `${['ticket,seq,at,kind', ...rows].join('\n')}\n`))
const log = async (id: string) =>
  (
    await shop.read(sql`SELECT e.seq, e.kind::VARCHAR AS kind, strftime(e.happened_at, '%d %H:%M') AS at
    FROM event e JOIN ticket t ON t.key = e.ticket WHERE t.id = ${id} ORDER BY e.seq`)
  ).map(({ seq, kind, at }) => `${seq} ${kind} ${at}`)
const path = async (id: string) =>
  (await shop.read(sql`SELECT hand_offs, ping_pongs, transfers FROM ticket WHERE id = ${id}`))[0]

// hours are those of Asia/Shanghai in the files, of UTC in the logs: eight less
describe('a bad log', () => {
  it('in good order is not flagged', async () => {
    const report = await lines(
      'a,2026-01-01T08:00:00,reported,,desk,,',
      'a,2026-01-01T09:00:00,dispatched,desk,west,,',
      'a,2026-01-01T10:00:00,handled,west,,,',
      'a,2026-01-01T11:00:00,closed,desk,,,',
      'a,2026-01-01T11:30:00,contacted,desk,,,',
      'a,2026-01-01T12:00:00,reopened,desk,west,,',
      'a,2026-01-01T13:00:00,handled,west,,,',
    )
    expect(report).toMatchObject({ read: 7, inserted: 7, flagged: {} })
  })

  it('out of order is put in the order of time, and its late rows are flagged', async () => {
    const report = await lines(
      'a,2026-01-03T08:00:00,closed,desk,,,',
      'a,2026-01-01T09:00:00,dispatched,desk,west,,',
      'b,2026-01-01T08:00:00,reported,,desk,,',
      'a,2026-01-02T08:00:00,handled,west,,,',
    )
    expect(report).toMatchObject({ inserted: 4, flagged: { out_of_order: 2 } })
    expect(await log('a')).toEqual(['0 dispatched 01 01:00', '1 handled 02 00:00', '2 closed 03 00:00'])
  })

  it('with numbers keeps their order, whatever its clocks say, and the clocks are flagged', async () => {
    const report = await numbered(
      'a,2,2026-01-01T09:00:00,handled',
      'a,0,2026-01-01T08:00:00,reported',
      'a,1,2026-01-02T08:00:00,dispatched',
    )
    expect(report).toMatchObject({ inserted: 3, flagged: { out_of_order: 1 } })
    expect(await log('a')).toEqual(['0 reported 01 00:00', '1 dispatched 02 00:00', '2 handled 01 01:00'])
  })

  it('keeps the order of the file between events of one instant', async () => {
    const report = await lines(
      'a,2026-01-01T09:00:00,dispatched,desk,west,,',
      'a,2026-01-01T09:00:00,signed,west,,,',
      'a,2026-01-01T09:00:00,handled,west,,,',
      'b,2026-01-01T09:00:00,signed,desk,,,',
    )
    expect(report).toMatchObject({ inserted: 4, flagged: { same_instant: 2 } })
    expect(await log('a')).toEqual(['0 dispatched 01 01:00', '1 signed 01 01:00', '2 handled 01 01:00'])
  })

  it('makes and names units that nobody knew, and flags the rows', async () => {
    const report = await lines(
      'a,2026-01-01T09:00:00,transferred,desk,nowhere,,',
      'a,2026-01-01T10:00:00,transferred,nowhere,desk,,',
      'a,2026-01-01T11:00:00,handled,desk,,,',
    )
    expect(report).toMatchObject({
      inserted: 3,
      created: { units: ['nowhere'] },
      flagged: { unknown_unit: 2 },
    })
    expect(await path('a')).toMatchObject({ hand_offs: 2, ping_pongs: 1 })
  })

  it('that hands a ticket to the unit that has it hands over nothing', async () => {
    const report = await lines(
      'a,2026-01-01T09:00:00,dispatched,desk,west,,',
      'a,2026-01-01T10:00:00,transferred,west,west,,',
      'a,2026-01-01T11:00:00,transferred,west,desk,,',
      // from tier to tier within a unit is no slip
      'b,2026-01-01T09:00:00,escalated,west,west,grid,community',
    )
    expect(report).toMatchObject({ inserted: 4, flagged: { handed_to_itself: 1 } })
    expect(await path('a')).toEqual({ hand_offs: 1, ping_pongs: 0, transfers: 2 })
  })

  it('begins before the report: its lines stay, and no time is counted back to them', async () => {
    const report = await lines(
      'a,2025-12-31T08:00:00,dispatched,desk,west,,',
      'a,2025-12-31T09:00:00,closed,,,,',
    )
    expect(report).toMatchObject({ inserted: 2, flagged: { before_report: 2 } })
    expect(await shop.read(sql`SELECT handling_seconds, day FROM ticket WHERE id = 'a'`)).toEqual([
      { handling_seconds: null, day: '2026-01-01' },
    ])
  })

  it('goes on after closing: every line counts, and work that nothing reopened is flagged', async () => {
    const rows = [
      'a,2026-01-01T09:00:00,dispatched,desk,west,,',
      'a,2026-01-01T10:00:00,closed,desk,,,',
      'a,2026-01-01T11:00:00,transferred,west,desk,,',
      'a,2026-01-01T12:00:00,handled,desk,,,',
      'a,2026-01-01T13:00:00,closed,desk,,,',
    ]
    expect(await lines(...rows)).toMatchObject({ inserted: 5, flagged: { goes_on_after_closing: 2 } })
    expect(await path('a')).toMatchObject({ hand_offs: 1 })
    expect(await lines(...rows)).toMatchObject({ unchanged: 5, flagged: { goes_on_after_closing: 2 } })
  })

  it.each([10_000, 70_000])('of %i events is taken whole, and its ticket named', async (count) => {
    const start = Date.parse('2026-01-01T08:00:00Z')
    const at = (n: number) => new Date(start + n * 1000).toISOString()
    const hands = Array.from({ length: count }, (_, n) =>
      n % 2 === 0 ? `a,${at(n)},transferred,desk,west,,` : `a,${at(n)},transferred,west,desk,,`,
    )
    const report = await lines(...hands)
    expect(report).toMatchObject({ read: count, inserted: count, rejected: 0, flagged: { long_log: 1 } })
    expect(report.notes).toEqual([
      `ticket a has ${count.toLocaleString('en')} events: is the right column mapped to "ticket"?`,
    ])
    // counts of a ticket end at 60,000
    const most = Math.min(count, 60_000)
    expect(await path('a')).toEqual({
      hand_offs: most,
      ping_pongs: Math.min(count - 1, most),
      transfers: most,
    })
    expect(await shop.read(sql`SELECT count(*) AS n, max(seq) AS last FROM event`)).toEqual([
      { n: count, last: count - 1 },
    ])
    const again = hands.map((row, n) => row.replace('a,', `a,${n},`).split(',').slice(0, 4).join(','))
    expect(await numbered(...again)).toMatchObject({ read: count, updated: count, flagged: { long_log: 1 } })
  })

  it('of any lines in any order is taken whole once, and passes every check', async () => {
    const line = fc
      .record({
        ticket: fc.constantFrom('a', 'b'),
        hour: fc.integer({ min: 0, max: 60 }),
        kind: fc.constantFrom(
          'reported',
          'signed',
          'transferred',
          'returned',
          'closed',
          'reopened',
          'co_assigned',
        ),
        from: fc.constantFrom('', 'desk', 'west', 'odd'),
        to: fc.constantFrom('', 'desk', 'west', 'odd'),
      })
      .map(({ ticket, hour, kind, from, to }) => {
        const at = new Date(Date.parse('2025-12-31T00:00:00Z') + hour * 3_600_000).toISOString()
        return `${ticket},${at},${kind},${from},${to},,`
      })
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 30 }), async (rows) => {
        await shop.load(shop.folder, true)
        expect(await lines(...rows)).toMatchObject({ read: rows.length, inserted: rows.length, rejected: 0 })
        expect(await lines(...rows)).toMatchObject({ read: rows.length, unchanged: rows.length })
        const [stored] = await shop.read(sql`SELECT count(*) AS n FROM event`)
        expect(stored).toEqual({ n: rows.length })
        expect((await checkCentre(await shop.store())).sound).toBe(true)
      }),
      { numRuns: 15 },
    )
  })
})
