import { AreaCollection, AreaFeature, Centre, TicketDetail, TicketPage } from '@grid/data/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Access, Caller } from '../../server/access/index.ts'
import type { Store } from '../../server/store/index.ts'
import { appOf } from '../fixtures/app.ts'
import { callerOf } from '../fixtures/caller.ts'
import { storeWith } from '../fixtures/centre.ts'
import { twoStreets } from '../fixtures/two-streets.ts'

const march = 'from=2026-03-01&to=2026-04-01'

describe('tickets, areas and the centre', () => {
  let store: Store
  let get: ReturnType<typeof appOf>['get']

  beforeAll(async () => {
    store = await storeWith({
      ...twoStreets,
      tickets: [
        ...twoStreets.tickets,
        // two of one instant, one with an id that an address must escape
        { id: 'M03/b ?#%', reported: '2026-03-03 09:00', areas: ['D'], title: 'twin' },
      ],
    })
    get = appOf(store).get
  })
  afterAll(() => store.close())

  const page = async (query: string, ask = get) => TicketPage.parse((await ask(`/api/tickets?${query}`)).json)
  const as = (caller: Partial<Caller>) => {
    const access: Access = () => callerOf({ role: 'coordinator', scope: 'all', freeText: true, ...caller })
    return appOf(store, { access }).get
  }

  it('come in pages, the newest first, each once', async () => {
    const seen: string[] = []
    let next: string | null = ''
    for (let pages = 0; next !== null && pages < 10; pages++) {
      const answer: TicketPage = await page(`${march}&limit=4${next ? `&after=${next}` : ''}`)
      expect(answer.total).toBe(19)
      seen.push(...answer.tickets.map((ticket) => ticket.id))
      next = answer.next
    }
    expect(seen).toEqual(
      [
        'M17',
        'M16',
        'M14',
        'M12',
        'M13',
        'M19',
        'M15',
        'M11',
        'M10',
        'M09',
        'M08',
        'M07',
        'M06',
        'M05',
        'M04',
      ].concat(
        // of one instant the later id first
        ['M03/b ?#%', 'M03', 'M02', 'M01'],
      ),
    )
  })

  it('say what is overdue at the present of the question', async () => {
    const overdue = async (query: string) =>
      (await page(query)).tickets.filter((ticket) => ticket.overdue).map((ticket) => ticket.id)
    expect(await overdue('')).toEqual(['M05', 'M04', 'F6'])
    expect(await overdue('asOf=2026-03-09T00:00:00%2B08:00')).toEqual(['M05', 'M04', 'M03', 'F6'])
  })

  it('name the smallest area they lie in, and what they are in ids', async () => {
    const [ticket] = (await page('q=pumps')).tickets
    expect(ticket).toEqual({
      id: 'M03',
      title: 'No water on floor 3',
      source: 'hotline',
      category: 'water',
      urgency: 'normal',
      status: 'closed',
      tier: 'department',
      unit: 'waterworks',
      area: 'C11',
      lon: 109.06,
      lat: 34.46,
      reported_at: '2026-03-03T01:00:00.000Z',
      due_at: '2026-03-06T01:00:00.000Z',
      closed_at: '2026-03-10T01:00:00.000Z',
      returns: 0,
      transfers: 0,
      overdue: false,
    })
  })

  it('open with their clocks, hop by hop, at the present of the question', async () => {
    const { clocks } = TicketDetail.parse((await get('/api/tickets/M17')).json)
    // reported at 11:59 to nobody, with the waterworks since 12:00, which is the present
    expect(clocks).toEqual({
      hops: [
        {
          number: 1,
          unit: null,
          tier: null,
          received_at: '2026-03-31T03:59:00.000Z',
          signed_at: null,
          left_at: '2026-03-31T04:00:00.000Z',
          due_at: '2026-04-03T03:59:00.000Z',
          waiting_seconds: 60,
          working_seconds: 0,
          paused_seconds: 0,
        },
        {
          number: 2,
          unit: 'waterworks',
          tier: null,
          received_at: '2026-03-31T04:00:00.000Z',
          signed_at: null,
          left_at: null,
          due_at: '2026-04-03T03:59:00.000Z',
          waiting_seconds: 0,
          working_seconds: 0,
          paused_seconds: 0,
        },
      ],
      stays: 2,
      pauses: [],
      due_at: '2026-04-03T03:59:00.000Z',
      // four fifths of three days after 11:59
      due_soon_at: '2026-04-02T13:35:00.000Z',
      state: 'open',
    })
  })

  it('open with their log in order', async () => {
    const ticket = TicketDetail.parse((await get('/api/tickets/M17')).json)
    expect(ticket.areas).toEqual(['D', 'S1', 'C11'])
    expect(ticket.log).toMatchObject([
      { seq: 0, kind: 'reported', derived: true, at: '2026-03-31T03:59:00.000Z' },
      {
        seq: 1,
        kind: 'transferred',
        from_unit: 'housing',
        to_unit: 'waterworks',
        reason: 'cross-department',
      },
    ])
    expect(TicketDetail.parse((await get('/api/tickets/M01')).json)).toMatchObject({
      special: ['X'],
      placed: 'point',
      address: 'Market Street 1',
      solved_tier: 'grid',
      synthetic: true,
      log: [],
    })
    const odd = await get(`/api/tickets/${encodeURIComponent('M03/b ?#%')}`)
    expect(TicketDetail.parse(odd.json).id).toBe('M03/b ?#%')
  })

  it('are found by text without wildcards or capitals, in any script', async () => {
    const ids = async (q: string) =>
      (await page(`q=${encodeURIComponent(q)}`)).tickets.map((ticket) => ticket.id)
    expect(await ids('LIFT')).toEqual(['M05'])
    expect(await ids('堆放')).toEqual(['M02'])
    expect(await ids('100 %')).toEqual(['M03'])
    expect(await ids('100_%')).toEqual([])
    expect(await ids(`'); DROP TABLE ticket; --`)).toEqual([])
    expect(await ids('\u0000')).toEqual([])
  })

  it('hide their texts from those who may not read them', async () => {
    const ask = as({ freeText: false })
    const ticket = TicketDetail.parse((await ask('/api/tickets/M03')).json)
    expect(ticket).toMatchObject({ title: null, description: null, address: null })
    expect(TicketDetail.parse((await ask('/api/tickets/M17')).json).log[1]).toMatchObject({ reason: null })
    expect((await page('', ask)).tickets.every((row) => row.title === null)).toBe(true)
    expect(await ask('/api/tickets?q=lift')).toMatchObject({
      status: 403,
      json: { errors: [{ parameter: 'q' }] },
    })
  })

  it('show themselves in the scope of the caller alone, and share no answer with another', async () => {
    const ask = as({ scope: ['S2'] })
    expect((await page(march, ask)).tickets.map((ticket) => ticket.id)).toEqual(['M12', 'M13', 'M11', 'M10'])
    expect((await page(`${march}&area=S1`, ask)).total).toBe(0)
    expect((await ask('/api/tickets/M10')).status).toBe(200)
    expect((await ask('/api/tickets/M03')).status).toBe(404)
    const mine = await ask(`/api/summary?${march}`)
    const all = await get(`/api/summary?${march}`)
    expect(mine.json).toMatchObject({ tickets: 4 })
    expect(mine.headers.get('ETag')).not.toBe(all.headers.get('ETag'))
    expect((await ask(`/api/measures/reported/areas?level=street&${march}`)).json).toMatchObject({
      areas: [{ code: 'S2', value: 4 }],
      unlocated: { value: 0 },
    })
  })

  it('areas come with outlines, paths and children', async () => {
    const list = async (query: string) => AreaCollection.parse((await get(`/api/areas?${query}`)).json)
    const codes = async (query: string) => (await list(query)).features.map((feature) => feature.id)
    expect(await codes('')).toEqual(['D', 'S1', 'S2', 'C11', 'C12', 'C21'])
    expect(await codes('level=street')).toEqual(['S1', 'S2'])
    expect(await codes('parent=D')).toEqual(['S1', 'S2'])
    expect(await codes('parent=D&level=community')).toEqual(['C11', 'C12', 'C21'])
    expect(await codes('parent=S1&level=community')).toEqual(['C11', 'C12'])
    expect(await codes('parent=C11')).toEqual([])
    expect(await codes('kind=special')).toEqual(['X'])
    expect(await list('level=street')).toMatchObject({
      bbox: [109, 34.4, 109.2, 34.6],
      synthetic: true,
      caption: { en: 'Made up', zh: '虚构' },
    })
    expect(AreaFeature.parse((await get('/api/areas/S1')).json)).toMatchObject({
      id: 'S1',
      bbox: [109, 34.4, 109.1, 34.6],
      geometry: { type: 'Polygon' },
      properties: { level: 'street', parent: 'D', path: ['D', 'S1'], children: 2, label: [109.05, 34.5] },
    })
    expect(AreaFeature.parse((await get('/api/areas/D')).json).properties).toMatchObject({
      lead: 'District committee',
      parent: null,
      path: ['D'],
    })
  })

  it('the centre names what it has and what its data reaches over', async () => {
    expect(Centre.parse((await get('/api/centre')).json)).toMatchObject({
      id: 'two-streets',
      timeZone: 'Asia/Shanghai',
      levels: [
        { id: 'district', areas: 1 },
        { id: 'street', areas: 2 },
        { id: 'community', areas: 3 },
      ],
      roots: ['D'],
      extent: { bbox: [109, 34.4, 109.2, 34.6], from: '2025-02-27', to: '2026-04-01' },
      asOf: '2026-03-31T04:00:00.000Z',
      tickets: 31,
    })
    const categories = Centre.parse((await get('/api/centre')).json).categories
    expect(categories.find(({ id }) => id === 'water')?.parent).toBe('utilities')
  })

  it('a pack whose present is the end of its data never has another', async () => {
    const ended = await storeWith({ ...twoStreets, pack: { ...twoStreets.pack, asOf: 'end of data' } })
    try {
      const ask = appOf(ended, { now: '2030-01-01T00:00:00Z' }).get
      // Z1 was reported last
      expect((await ask('/api/centre')).json).toMatchObject({ asOf: '2026-03-31T10:00:00.000Z' })
      expect((await ask(`/api/summary?${march}`)).json).toMatchObject({ tickets: 19 })
    } finally {
      await ended.close()
    }
  })
})
