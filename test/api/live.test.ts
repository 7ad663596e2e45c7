import { LiveBeat, LiveChange } from '@grid/data/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Caller } from '../../server/access/index.ts'
import { EventReader } from '../drivers/events.ts'
import { appOf } from '../fixtures/app.ts'
import { callerOf } from '../fixtures/caller.ts'
import { smallCentre, twoStreets, Workshop } from '../intake/workshop.ts'

const operator: Caller = callerOf({ role: 'administrator', scope: 'all', freeText: true })

describe('GET /api/live', () => {
  let shop: Workshop
  let app: ReturnType<typeof appOf>['app']
  let caller: Caller
  const open: EventReader[] = []

  beforeEach(async () => {
    shop = new Workshop()
    shop.file('centre.json', smallCentre)
    shop.file('areas.geojson', twoStreets)
    await shop.load()
    caller = operator
    app = appOf(await shop.store(), { access: () => caller }).app
  })
  afterEach(async () => {
    for (const reader of open.splice(0)) await reader.close()
    await shop[Symbol.asyncDispose]()
  })

  const listen = async (as: Caller = operator, last?: string) => {
    caller = as
    const headers: Record<string, string> = last === undefined ? {} : { 'Last-Event-ID': last }
    const response = await app.request('/api/live', { headers })
    caller = operator
    expect(response.headers.get('Content-Type')).toContain('text/event-stream')
    const reader = new EventReader(response)
    open.push(reader)
    return reader
  }
  const send = async (...ids: string[]) => {
    const rows = ids.map((id) => ({
      id,
      title: `about ${id}`,
      lon: id.startsWith('W') ? 109.005 : 109.015,
      lat: 34.505,
      reported_at: '2026-02-01T09:00:00+08:00',
    }))
    const response = await app.request('/api/tickets', {
      method: 'POST',
      body: rows.map((row) => JSON.stringify(row)).join('\n'),
      headers: { 'Content-Type': 'application/x-ndjson' },
    })
    expect(response.status).toBe(201)
  }
  const idsOf = (messages: { data: unknown }[]) =>
    messages.map(({ data }) => LiveChange.parse(data).ticket.id)

  it('begins with what the data is, then tells every change once, in order, with its area', async () => {
    const reader = await listen()
    const hello = await reader.next()
    expect(hello).toMatchObject({ event: 'hello', id: '0' })
    expect(LiveBeat.parse(hello?.data).dataVersion).toBe((await shop.store()).version)
    await send('W1', 'E1')
    await send('W2')
    const changes = await reader.take(3, 'ticket')
    expect(changes.map(({ id }) => id)).toEqual(['1', '2', '3'])
    expect(idsOf(changes)).toEqual(['W1', 'E1', 'W2'])
    expect(LiveChange.parse(changes[1]?.data)).toMatchObject({
      kind: 'created',
      ticket: { areas: ['d', 's2'], title: 'about E1' },
    })
  })

  it('goes on where a listener left, without gap and without repeat', async () => {
    const first = await listen()
    await send('W1', 'W2')
    const [one] = await first.take(1, 'ticket')
    await first.close()
    await send('W3')
    const second = await listen(operator, one?.id)
    await send('W4')
    expect(idsOf(await second.take(3, 'ticket'))).toEqual(['W2', 'W3', 'W4'])
  })

  it('says that everything must be asked anew where the number was never given out', async () => {
    await send('W1')
    const reader = await listen(operator, '900')
    expect(await reader.next()).toMatchObject({ event: 'reset', id: '1' })
    await send('W2')
    expect(idsOf(await reader.take(1, 'ticket'))).toEqual(['W2'])
    expect((await app.request('/api/live', { headers: { 'Last-Event-ID': 'x' } })).status).toBe(400)
    expect((await app.request('/api/live?since=3')).status).toBe(400)
  })

  it('tells each listener of the areas that are theirs, and texts to those who may read them', async () => {
    const east = await listen(callerOf({ role: 'coordinator', scope: ['s2'], freeText: false }))
    const all = await listen()
    await send('W1', 'E1', 'W2', 'E2')
    const seen = await east.take(2, 'ticket')
    expect(idsOf(seen)).toEqual(['E1', 'E2'])
    expect(JSON.stringify(seen)).not.toContain('about')
    expect(idsOf(await all.take(4, 'ticket'))).toEqual(['W1', 'E1', 'W2', 'E2'])
    // numbers of changes outside the scope are skipped, and still nothing comes twice
    await east.close()
    const back = await listen(callerOf({ role: 'coordinator', scope: ['s2'], freeText: false }), seen[1]?.id)
    await send('W3', 'E3')
    expect(idsOf(await back.take(1, 'ticket'))).toEqual(['E3'])
  })

  it('serves two hundred at once', async () => {
    const readers = await Promise.all(Array.from({ length: 200 }, () => listen()))
    await send('W1', 'W2', 'W3')
    const seen = await Promise.all(readers.map((reader) => reader.take(3, 'ticket')))
    expect(new Set(seen.map((messages) => idsOf(messages).join()))).toEqual(new Set(['W1,W2,W3']))
  })

  it('lets a listener go that does not read, and gives it the rest when it is back', async () => {
    const idle = await listen()
    const ids = Array.from({ length: 4_000 }, (_, index) => `W${index}`)
    const reading = await listen()
    await send(...ids)
    expect(idsOf(await reading.take(4_000, 'ticket'))).toEqual(ids)
    const seen: string[] = []
    let last: string | undefined
    for (let message = await idle.next(); message; message = await idle.next()) {
      if (message.event === 'ticket') seen.push(...idsOf([message]))
      last = message.id
    }
    expect(seen.length).toBeLessThan(4_000)
    const back = await listen(operator, last)
    const rest = idsOf(await back.take(4_000 - seen.length, 'ticket'))
    expect([...seen, ...rest]).toEqual(ids)
  })
})
