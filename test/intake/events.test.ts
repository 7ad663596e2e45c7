import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sql } from '../../server/store/index.ts'
import { smallCentre, Workshop } from './workshop.ts'

let shop: Workshop

beforeEach(async () => {
  shop = new Workshop()
  shop.file('centre.json', smallCentre)
  shop.file(
    'tickets.csv',
    [
      'id,reported_at,dispatched_at,closed_at,transfers',
      'a,2026-01-01T08:00:00,2026-01-01T09:00:00,2026-01-03T08:00:00,',
      'b,2026-01-01T08:00:00,,,7',
    ].join('\n'),
  )
  await shop.load()
})
afterEach(() => shop[Symbol.asyncDispose]())

const header = 'ticket,at,kind,from_unit,to_unit,reason'
const file = (...rows: string[]) => shop.file('events.csv', `${[header, ...rows].join('\n')}\n`)
const numbered = (...rows: string[]) =>
  shop.file('numbered.csv', `${['ticket,seq,at,kind,reason', ...rows].join('\n')}\n`)
const log = (id: string) =>
  shop.read(sql`SELECT e.seq, e.kind::VARCHAR AS kind, strftime(e.happened_at, '%d %H:%M') AS at, e.reason, e.derived
    FROM line e JOIN ticket t ON t.key = e.ticket WHERE t.id = ${id} ORDER BY e.seq`)
const kinds = async (id: string) => (await log(id)).map(({ seq, kind }) => `${seq} ${kind}`)
const counts = async (id: string) =>
  (await shop.read(sql`SELECT returns, transfers, reworks FROM ticket WHERE id = ${id}`))[0]

describe('importing events', () => {
  it('gives tickets without a log what their timestamps tell', async () => {
    expect(await log('a')).toEqual([
      { seq: 0, kind: 'reported', at: '01 00:00', reason: null, derived: true },
      { seq: 1, kind: 'dispatched', at: '01 01:00', reason: null, derived: true },
      { seq: 2, kind: 'closed', at: '03 00:00', reason: null, derived: true },
    ])
  })

  it('puts the real log in its place, counts hand-overs where the row gave none, and creates units', async () => {
    const report = await shop.import(
      'events',
      file(
        'a,2026-01-02T10:00:00,returned,street,centre,wrong area',
        'a,2026-01-01T08:00:00,reported,,centre,',
        'a,2026-01-02T09:00:00,transferred,centre,street,',
        'b,2026-01-02T09:00:00,transferred,centre,street,',
      ),
    )
    expect(report).toMatchObject({ read: 4, inserted: 4, created: { units: ['street', 'centre'] } })
    expect(await kinds('a')).toEqual(['0 reported', '1 transferred', '2 returned'])
    expect(await counts('a')).toEqual({ returns: 1, transfers: 1, reworks: 0 })
    expect(await counts('b')).toEqual({ returns: 0, transfers: 7, reworks: 0 })
  })

  it('changes nothing the second time, alike events included, and merges what is new by time', async () => {
    const path = file(
      'a,2026-01-01T08:00:00,supervised,,,',
      'a,2026-01-01T08:00:00,supervised,,,',
      'a,2026-01-05T08:00:00,closed,,,',
    )
    expect(await shop.import('events', path)).toMatchObject({ read: 3, inserted: 3 })
    const before = await log('a')
    expect(await shop.import('events', path)).toMatchObject({
      read: 3,
      inserted: 0,
      updated: 0,
      unchanged: 3,
    })
    expect(await log('a')).toEqual(before)
    const later = file('a,2026-01-05T08:00:00,closed,,,done', 'a,2026-01-03T08:00:00,handled,,,')
    expect(await shop.import('events', later)).toMatchObject({ inserted: 1, updated: 1, unchanged: 0 })
    expect(await kinds('a')).toEqual(['0 supervised', '1 supervised', '2 handled', '3 closed'])
    expect((await log('a'))[3]).toMatchObject({ reason: 'done', derived: false })
  })

  it('knows numbered events by their number', async () => {
    const rows = [
      'a,1,2026-01-01T08:00:00,reported,',
      'a,2,2026-01-02T08:00:00,handled,',
      'a,2,2026-01-02T09:00:00,handled,x',
    ]
    expect(await shop.import('events', numbered(...rows))).toMatchObject({ read: 3, inserted: 2, updated: 1 })
    expect(await kinds('a')).toEqual(['1 reported', '2 handled'])
    const again = numbered(...rows, 'a,,2026-01-02T09:00:00,handled,', 'a,1,2026-01-01T08:00:00,reported,why')
    expect(await shop.import('events', again)).toMatchObject({
      read: 5,
      inserted: 0,
      updated: 1,
      unchanged: 3,
      rejected: 1,
    })
    expect((await log('a')).map(({ reason }) => reason)).toEqual(['why', 'x'])
  })

  it('refuses events of unknown tickets, with the row as read', async () => {
    const report = await shop.import(
      'events',
      file(
        'nobody,2026-01-01T08:00:00,reported,,,"a, b"',
        'a,2026-01-01T08:00:00,reported,,,',
        'a,2026-01-01T08:00:00,eaten,,,',
      ),
    )
    expect(report).toMatchObject({ read: 3, inserted: 1, rejected: 2 })
    const rows = shop.rejects(report.rejects)
    expect(rows.map(([row, column, value]) => [row, column, value])).toEqual([
      ['4', 'kind', 'eaten'],
      ['2', 'ticket', 'nobody'],
    ])
    expect(rows[1]?.[5]).toContain('a, b')
  })

  it('keeps the log of a ticket whose row comes again, and rebuilds a derived one', async () => {
    await shop.import(
      'events',
      file('a,2026-01-01T08:00:00,reported,,,', 'a,2026-01-01T09:00:00,returned,,,'),
    )
    const path = shop.file(
      'again.csv',
      'id,reported_at,closed_at\na,2026-01-01T07:00:00,2026-01-04T08:00:00\nb,2026-01-01T08:00:00,2026-01-02T08:00:00\n',
    )
    expect(await shop.import('tickets', path)).toMatchObject({ updated: 2 })
    expect(await kinds('a')).toEqual(['0 reported', '1 returned'])
    expect(await counts('a')).toEqual({ returns: 1, transfers: 0, reworks: 0 })
    expect(await kinds('b')).toEqual(['0 reported', '1 closed'])
    // the row gave b's transfers once, and now gives them no more: its log tells of none
    expect(await counts('b')).toEqual({ returns: 0, transfers: 0, reworks: 0 })
  })
})
