import { Problem } from '@grid/data/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Access, Caller } from '../../server/access/index.ts'
import { type Store, sql } from '../../server/store/index.ts'
import { appOf } from '../fixtures/app.ts'
import { callerOf } from '../fixtures/caller.ts'
import { storeWith } from '../fixtures/centre.ts'
import { twoStreets } from '../fixtures/two-streets.ts'

const xes = '/api/export/log.xes'
const ocel = '/api/export/log.ocel.json'

/** The schema of the OCEL 2.0 specification for JSON; it lets other members be. */
const text = z.string()
const time = z.iso.datetime({ offset: true })
const types = z.array(z.object({ name: text, attributes: z.array(z.object({ name: text, type: text })) }))
const relationships = z.array(z.object({ objectId: text, qualifier: text })).optional()
const Ocel = z.object({
  objectTypes: types,
  eventTypes: types,
  events: z.array(
    z.object({
      id: text,
      type: text,
      time,
      attributes: z.array(z.object({ name: text, value: text })).optional(),
      relationships,
    }),
  ),
  objects: z.array(
    z.object({
      id: text,
      type: text,
      attributes: z.array(z.object({ name: text, value: text, time })).optional(),
      relationships,
    }),
  ),
})

const marked = 'T"1" <&> 高陵'

describe('the log of a filter', () => {
  let store: Store
  let get: ReturnType<typeof appOf>['get']

  beforeAll(async () => {
    store = await storeWith({
      ...twoStreets,
      tickets: [
        ...twoStreets.tickets,
        {
          id: marked,
          reported: '2026-03-20 09:00',
          areas: ['D', 'S1', 'C11'],
          category: 'water',
          source: 'hotline',
          title: 'a title that stays',
          log: [
            { at: '2026-03-20 09:00', kind: 'reported', to: 'housing' },
            {
              at: '2026-03-20 10:00',
              kind: 'transferred',
              from: 'housing',
              to: 'waterworks',
              reason: 'see "A"\n&\u0001 B',
            },
            {
              at: '2026-03-21 10:00',
              kind: 'co_assigned',
              from: 'waterworks',
              to: 'housing',
              toTier: 'street',
            },
            { at: '2026-03-21 11:00', kind: 'handled', from: 'waterworks' },
            // the present is noon of 31 March
            { at: '2026-03-31 13:00', kind: 'closed', from: 'housing' },
          ],
        },
      ],
    })
    get = appOf(store).get
  })
  afterAll(() => store.close())

  const as = (caller: Partial<Caller>) => {
    const access: Access = () => callerOf({ role: 'coordinator', scope: 'all', freeText: true, ...caller })
    return appOf(store, { access }).get
  }
  const ids = (document: string) =>
    [...document.matchAll(/<trace><string key="concept:name" value="([^"]*)"/g)].map(([, id]) => id)

  it('is XES: who had the ticket, when in local time, and what has no place in it left out', async () => {
    const answer = await get(`${xes}?from=2026-03-20&to=2026-03-21&area=C11`)
    expect(answer.headers.get('Content-Type')).toBe('application/xml; charset=UTF-8')
    expect(answer.headers.get('Content-Disposition')).toBe('attachment; filename="log.xes"')
    const extension = (name: string, prefix: string) =>
      `<extension name="${name}" prefix="${prefix}" uri="http://www.xes-standard.org/${prefix}.xesext"/>`
    const string = (key: string, value: string) => `<string key="${key}" value="${value}"/>`
    const event = (
      kind: string,
      at: string,
      resource: string,
      group: string,
      seq: number,
      ...more: string[]
    ) =>
      `<event>${string('concept:name', kind)}<date key="time:timestamp" value="${at}+08:00"/>${string('lifecycle:transition', 'complete')}${string('org:resource', resource)}${string('org:group', group)}<int key="seq" value="${seq}"/>${more.join('')}</event>`
    expect(answer.text.split('\n')).toEqual([
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<log xes.version="1849.2016" xes.features="" xmlns="http://www.xes-standard.org/">',
      extension('Concept', 'concept'),
      extension('Time', 'time'),
      extension('Lifecycle', 'lifecycle'),
      extension('Organizational', 'org'),
      `<global scope="trace">${string('concept:name', 'unknown')}</global>`,
      `<global scope="event">${string('concept:name', 'unknown')}<date key="time:timestamp" value="1970-01-01T00:00:00Z"/>${string('lifecycle:transition', 'complete')}</global>`,
      '<classifier name="Activity" scope="event" keys="concept:name"/>',
      '<classifier name="ActivityAndTransition" scope="event" keys="concept:name lifecycle:transition"/>',
      string('concept:name', 'Two Streets'),
      string('lifecycle:model', 'standard'),
      string('centre', 'two-streets'),
      string('name_en', 'Two Streets'),
      string('name_zh', '两街'),
      string('time_zone', 'Asia/Shanghai'),
      string('as_of', '2026-03-31T12:00:00+08:00'),
      string(
        'filter',
        '{&quot;from&quot;:&quot;2026-03-20&quot;,&quot;to&quot;:&quot;2026-03-21&quot;,&quot;area&quot;:[&quot;C11&quot;]}',
      ),
      string('synthetic', 'true'),
      string('caption_en', 'Made up'),
      string('caption_zh', '虚构'),
      `<trace>${string('concept:name', 'T&quot;1&quot; &lt;&amp;&gt; 高陵')}${string('category', 'water')}${string('source', 'hotline')}${string('urgency', 'normal')}${string('status', 'in_progress')}${string('area', 'C11')}<date key="reported_at" value="2026-03-20T09:00:00+08:00"/>`,
      event(
        'reported',
        '2026-03-20T09:00:00',
        'housing',
        'department',
        0,
        string('to_unit', 'housing'),
        string('to_tier', 'department'),
      ),
      event(
        'transferred',
        '2026-03-20T10:00:00',
        'waterworks',
        'department',
        1,
        string('from_unit', 'housing'),
        string('to_unit', 'waterworks'),
        string('from_tier', 'department'),
        string('to_tier', 'department'),
        string('reason', 'see &quot;A&quot;&#10;&amp;\ufffd B'),
      ),
      // the helper holds nothing
      event(
        'co_assigned',
        '2026-03-21T10:00:00',
        'waterworks',
        'department',
        2,
        string('from_unit', 'waterworks'),
        string('to_unit', 'housing'),
        string('from_tier', 'department'),
        string('to_tier', 'street'),
      ),
      `${event('handled', '2026-03-21T11:00:00', 'waterworks', 'department', 3, string('from_unit', 'waterworks'), string('from_tier', 'department'))}</trace>`,
      '</log>',
      '',
    ])
  })

  it('is OCEL 2.0: every event of its ticket, units, tiers and area, and every relation leads somewhere', async () => {
    const answer = await get(`${ocel}?area=D`)
    const log = Ocel.parse(answer.json)
    expect(log.objectTypes.map(({ name }) => name)).toEqual(['ticket', 'unit', 'tier', 'area'])
    const known = new Set(log.objects.map(({ id }) => id))
    expect(known.size).toBe(log.objects.length)
    expect(new Set(log.events.map(({ id }) => id)).size).toBe(log.events.length)
    for (const { relationships: related = [] } of [...log.events, ...log.objects])
      for (const { objectId } of related) expect(known).toContain(objectId)
    for (const [list, named] of [
      [log.events, log.eventTypes],
      [log.objects, log.objectTypes],
    ] as const)
      for (const { type, attributes = [] } of list)
        expect(named.find(({ name }) => name === type)?.attributes.map(({ name }) => name)).toEqual(
          expect.arrayContaining(attributes.map(({ name }) => name)),
        )
    expect(log.events.find(({ id }) => id === `${marked}#1`)).toEqual({
      id: `${marked}#1`,
      type: 'transferred',
      time: '2026-03-20T10:00:00+08:00',
      attributes: [
        { name: 'derived', value: 'false' },
        { name: 'reason', value: 'see "A"\n&\u0001 B' },
      ],
      relationships: [
        { objectId: `ticket:${marked}`, qualifier: 'of' },
        { objectId: 'unit:housing', qualifier: 'from' },
        { objectId: 'unit:waterworks', qualifier: 'to' },
        { objectId: 'tier:department', qualifier: 'from tier' },
        { objectId: 'tier:department', qualifier: 'to tier' },
        { objectId: 'area:C11', qualifier: 'in' },
      ],
    })
    expect(log.objects.find(({ id }) => id === 'area:C11')).toEqual({
      id: 'area:C11',
      type: 'area',
      attributes: [{ name: 'level', value: 'community', time: '1970-01-01T00:00:00Z' }],
      relationships: [{ objectId: 'area:S1', qualifier: 'part of' }],
    })
    expect(answer.json).toMatchObject({ about: { synthetic: 'true', filter: '{"area":["D"]}' } })
  })

  it('has the tickets that the list of the filter has, whole to the instant', async () => {
    for (const filter of [
      '',
      'category=utilities',
      'from=2026-03-01&to=2026-04-01',
      'status=closed',
      'tier=city',
    ]) {
      const { json } = await get(`/api/tickets?limit=100&${filter}`)
      const listed = z.object({ tickets: z.array(z.object({ id: z.string() })) }).parse(json).tickets
      const traces = ids((await get(`${xes}?${filter}`)).text)
      expect(new Set(traces)).toEqual(
        new Set(
          listed.map(({ id }) =>
            id.replace(/["<&>]/g, (c) => `&${{ '"': 'quot', '<': 'lt', '&': 'amp', '>': 'gt' }[c]};`),
          ),
        ),
      )
    }
    const later = `${xes}?asOf=2026-04-01T00:00:00%2B08:00&area=C11`
    expect((await get(later)).text).toContain('value="closed"/><date')
    expect((await get(`${ocel}?tier=city`)).json).toMatchObject({ events: [], objects: [] })
  })

  it('marks what only timestamps tell', async () => {
    const traces = (await get(xes)).text.split('<trace>')
    const of = (id: string) => traces.find((trace) => trace.includes(`value="${id}"`)) ?? ''
    // M01 has no log: its report and its closing are all that is known
    expect(of('M01').match(/<boolean key="derived" value="true"\/>/g)).toHaveLength(2)
    expect(of('M17')).toContain('transferred')
    expect(of('M17')).not.toContain('derived')
  })

  it('tells nobody what is not theirs to read', async () => {
    for (const path of [xes, ocel]) {
      expect((await as({ freeText: true })(path)).text).toContain('cross-department')
      const { text: document } = await as({ freeText: false })(path)
      expect(document).not.toContain('cross-department')
      expect(document).not.toContain('a title that stays')
      expect((await as({ freeText: true })(path)).text).not.toContain('a title that stays')
      const scoped = await as({ scope: ['S2'] })(path)
      expect(scoped.text).toContain('M10')
      expect(scoped.text).not.toContain('M01')
      expect((await as({ role: 'public' })(path)).status).toBe(403)
      expect((await as({ freeText: false })(`${path}?q=lift`)).status).toBe(403)
    }
  })

  it('refuses what it does not know, by name, before the first byte', async () => {
    for (const path of [xes, ocel])
      for (const [query, parameter] of [
        ['unit=nobody', 'unit'],
        ['colour=red', 'colour'],
        ['from=2026-02-01&to=2026-01-01', 'to'],
      ] as const) {
        const answer = await get(`${path}?${query}`)
        expect([query, answer.status]).toEqual([query, 400])
        expect(Problem.parse(answer.json).errors?.[0]?.parameter).toBe(parameter)
      }
    expect((await get('/api/export/log.xml')).status).toBe(404)
  })

  it('is read as fast as it is taken, and not further once nobody takes it', async () => {
    // tickets of one batch each: a page has some 5,000 keys
    const many = await storeWith({ ...twoStreets, tickets: twoStreets.tickets.slice(0, 4) })
    try {
      await many.writeAlone(async (transaction) => {
        await transaction.run(sql`UPDATE ticket SET key = key * 10000`)
      })
      let asked = 0
      const counting: Store = {
        ...many,
        get version() {
          return many.version
        },
        read: (statement, options) => {
          if (statement.text.includes('LEFT JOIN line')) asked++
          return many.read(statement, options)
        },
      }
      const response = await appOf(counting).app.request(xes)
      const reader = response.body?.getReader()
      await reader?.read()
      await reader?.read()
      expect(asked).toBeLessThan(4)
      const before = asked
      await reader?.cancel()
      expect(asked).toBe(before)
      expect(ids((await appOf(counting).get(xes)).text)).toHaveLength(4)
    } finally {
      await many.close()
    }
  })
})
