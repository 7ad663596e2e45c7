import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { centreOf } from '../../server/centre/index.ts'
import { logFormats } from '../../server/eventlog/index.ts'
import { inspectFor } from '../../server/intake/index.ts'
import { sql } from '../../server/store/index.ts'
import { callerOf } from '../fixtures/caller.ts'
import { smallCentre, Workshop } from './workshop.ts'

let shop: Workshop
beforeEach(() => {
  shop = new Workshop()
})
afterEach(() => shop[Symbol.asyncDispose]())

/** Writes the log of a workshop's centre as XES; answers the file. */
async function exported(from: Workshop): Promise<string> {
  const store = await from.store()
  const xes = logFormats.find(({ id }) => id === 'xes')
  if (!xes) throw new Error('there is no XES')
  const caller = callerOf({ role: 'administrator', scope: 'all', freeText: true })
  const present = Date.parse('2026-03-01T00:00:00Z')
  const path = join(from.folder, 'log.xes')
  const asking = { store, centre: await centreOf(store), caller, present }
  await pipeline(xes.write(asking, {}), createWriteStream(path))
  return path
}

const logs = (of: Workshop) =>
  of.read(sql`SELECT k.id, e.seq, e.happened_at, e.kind::VARCHAR AS kind, f.id AS giver, t.id AS taker, g.id AS low,
      h.id AS high, e.reason, e.due_at
    FROM line e JOIN ticket k ON k.key = e.ticket LEFT JOIN unit f ON f.key = e.from_unit
      LEFT JOIN unit t ON t.key = e.to_unit LEFT JOIN tier g ON g.key = e.from_tier LEFT JOIN tier h ON h.key = e.to_tier
    ORDER BY k.id, e.seq`)

const foreign = `<log xes.version="1.0"><trace><string key="concept:name" value="c1"/>
  <event><string key="concept:name" value="Queued"/><date key="time:timestamp" value="2026-01-01T08:00:00+08:00"/>
    <string key="org:resource" value="Anna"/><string key="org:group" value="desk"/></event>
  <event><string key="concept:name" value="Accepted"/><date key="time:timestamp" value="2026-01-01T09:00:00+08:00"/>
    <string key="org:resource" value="Bo"/><string key="org:group" value="west"/></event>
  <event><string key="concept:name" value="Closed"/><date key="time:timestamp" value="2026-01-01T10:00:00+08:00"/>
    <string key="org:resource" value="Bo"/><string key="org:group" value="west"/></event></trace></log>`

describe('a log in XES', () => {
  it('comes back from its own export as it went out', async () => {
    shop.file('centre.json', {
      ...smallCentre,
      categories: [{ id: 'lift', name: 'Lift' }],
      units: [{ id: 'west', name: 'West', tier: 'street' }],
    })
    shop.file(
      'tickets.csv',
      'id,reported_at,category,urgency\n"T ""1"" <&>",2026-01-01T08:00:00,lift,danger\nb,2026-01-02T08:00:00,,\n',
    )
    shop.file(
      'events.csv',
      [
        'ticket,at,kind,from_unit,to_unit,from_tier,to_tier,reason,due_at',
        '"T ""1"" <&>",2026-01-01T08:00:00,reported,,desk,,centre,,',
        '"T ""1"" <&>",2026-01-01T08:00:00.25,dispatched,desk,west,centre,,"cross & ""odd"" <\n\treason>",2026-01-05T08:00:00',
        '"T ""1"" <&>",2026-01-02T08:00:00,handled,west,,,,,',
      ].join('\n'),
    )
    await shop.load()
    const path = await exported(shop)

    const other = new Workshop()
    try {
      other.file('centre.json', { ...smallCentre, tiers: [{ id: 'centre', name: 'Centre' }] })
      await other.load()
      const report = await other.import('events', path)
      expect(report).toMatchObject({
        read: 4,
        inserted: 4,
        rejected: 0,
        tickets: { inserted: 2 },
        created: { units: ['desk', 'west'], tiers: ['street'], categories: ['lift'] },
      })
      // a tier that a line left to its unit is written out
      const sent = (await logs(shop)).map((line) => ({
        ...line,
        low: line.low ?? (line.giver === 'west' ? 'street' : null),
        high: line.high ?? (line.taker === 'west' ? 'street' : null),
      }))
      expect(await logs(other)).toEqual(sent)
      expect(await other.import('events', path)).toMatchObject({ unchanged: 4, tickets: { unchanged: 2 } })
      expect(
        await other.read(sql`SELECT id, urgency::VARCHAR AS urgency, reported_at FROM ticket ORDER BY id`),
      ).toEqual([
        { id: 'T "1" <&>', urgency: 'danger', reported_at: '2026-01-01T00:00:00.000Z' },
        { id: 'b', urgency: 'normal', reported_at: '2026-01-02T00:00:00.000Z' },
      ])
    } finally {
      await other[Symbol.asyncDispose]()
    }
  })

  it('of another system is mapped by its keys, and its persons stay out', async () => {
    shop.file('centre.json', smallCentre)
    await shop.load()
    const path = shop.file('log.xes', foreign)
    // without a mapping its words are none of ours: every row is refused with what to do
    const refused = await shop.import('events', path)
    expect(refused).toMatchObject({ read: 3, inserted: 0, rejected: 3 })
    expect(shop.rejects(refused.rejects)[0]?.slice(0, 3)).toEqual(['1', 'concept:name', 'Queued'])

    const { mapping, what, notes } = await inspectFor(await shop.store(), path)
    expect(what).toBe('events')
    expect(mapping).toEqual({
      fields: {
        ticket: 'trace.concept:name',
        at: 'time:timestamp',
        kind: {
          column: 'concept:name',
          values: { Queued: 'dispatched', Accepted: 'signed', Closed: 'closed' },
        },
        unit: 'org:group',
      },
      tickets: {},
    })
    expect(notes.join()).toContain('org:resource is left out because most logs name a person there')
    const map = shop.file('log.map.json', mapping)
    expect(await shop.import('events', path, { map })).toMatchObject({
      read: 3,
      inserted: 3,
      tickets: { inserted: 1 },
      created: { units: ['desk', 'west'] },
    })
    expect((await logs(shop)).map(({ kind, giver, taker }) => [kind, giver, taker])).toEqual([
      ['dispatched', null, 'desk'],
      ['transferred', 'desk', 'west'],
      ['closed', 'west', null],
    ])
  })

  it('is the events of a pack, under the name a pack has', async () => {
    shop.file('centre.json', smallCentre)
    shop.file(
      'events.xes',
      foreign.replace('Queued', 'dispatched').replace('Accepted', 'signed').replace('Closed', 'closed'),
    )
    const { events } = await shop.load()
    expect(events).toMatchObject({ read: 3, inserted: 3, tickets: { inserted: 1 } })
  })

  it('that breaks on the way changes nothing, and says where', async () => {
    shop.file('centre.json', smallCentre)
    await shop.load()
    const path = shop.file('log.xes', foreign.replaceAll('Queued', 'dispatched').slice(0, -20))
    await expect(shop.import('events', path)).rejects.toThrow(/log\.xes, line 7: the log is cut short/)
    expect(await shop.read(sql`SELECT count(*) AS n FROM ticket`)).toEqual([{ n: 0 }])
  })
})
