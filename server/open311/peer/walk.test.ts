import { PeerRequest } from '@grid/data/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PeerQuestion } from './endpoint.ts'
import { ticketOfPeer } from './ticket.ts'
import { walk } from './walk.ts'

const day = 86_400_000
const start = Date.parse('2026-01-01T00:00:00Z')

/** An endpoint that knows the limits of the standard alone, or pages too. */
function endpoint(times: readonly number[], { most, pages }: { most: number; pages: boolean }) {
  const asked: PeerQuestion[] = []
  const requests = async (question: PeerQuestion) => {
    asked.push(question)
    const [from, to] = [Date.parse(question.start_date ?? ''), Date.parse(question.end_date ?? '')]
    if (to - from > 90 * day) throw new Error('more than 90 days')
    const found = times
      .map((at, id) => ({ at, id }))
      .filter(({ at }) => at >= from && at <= to)
      .sort((a, b) => b.at - a.at)
    const skip = pages ? (Number(question.page) - 1) * most : 0
    return found
      .slice(skip, skip + most)
      .map(({ at, id }) =>
        PeerRequest.parse({ service_request_id: id, requested_datetime: new Date(at).toISOString() }),
      )
  }
  return { requests, asked }
}

async function idsOf(times: readonly number[], kind: { most: number; pages: boolean }, days: number) {
  const ids: string[] = []
  const peer = endpoint(times, kind)
  for await (const part of walk(peer, start, start + days * day))
    ids.push(...part.map(({ service_request_id: id }) => String(id)))
  return { ids: new Set(ids), asked: peer.asked }
}

describe('a walk through an endpoint', () => {
  it('finds every request, with pages and without, whatever the most it says at a time', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 0, max: 400 * 1440 }), { maxLength: 300 }),
        fc.integer({ min: 20, max: 400 }),
        fc.boolean(),
        async (minutes, most, pages) => {
          // minutes apart, so that no period of a minute has more than the limit
          const times = minutes.map((minute) => start + minute * 60_000)
          const { ids } = await idsOf(times, { most, pages }, 400)
          expect([...ids].sort()).toEqual(times.map((_, id) => String(id)).sort())
        },
      ),
      { numRuns: 40 },
    )
  })

  it('goes backwards, ninety days at a time', async () => {
    const { asked } = await idsOf([], { most: 100, pages: true }, 200)
    expect(
      asked.map(({ start_date, end_date }) => [start_date?.slice(0, 10), end_date?.slice(0, 10)]),
    ).toEqual([
      ['2026-04-21', '2026-07-20'],
      ['2026-01-21', '2026-04-21'],
      ['2026-01-01', '2026-01-21'],
    ])
  })

  it('ends where more than the limit come within a minute', async () => {
    const { ids } = await idsOf(new Array<number>(50).fill(start + 1), { most: 20, pages: false }, 1)
    expect(ids.size).toBe(20)
  })
})

describe('a request of another server', () => {
  const told = (request: object) => ticketOfPeer(PeerRequest.parse(request), 'there/')

  it('becomes a ticket: id with its host, state by kind, point by numbers or texts', () => {
    expect(
      told({
        service_request_id: 638_344,
        status: 'closed',
        status_notes: 'Duplicate request.',
        service_name: 'Sidewalk',
        service_code: 6,
        description: '',
        requested_datetime: '2010-04-14T06:37:38-08:00',
        updated_datetime: '2010-04-14T07:37:38-08:00',
        lat: '37.76',
        long: -122.4,
        media_url: 'http://example.org/a.jpg',
        first_name: 'Ann',
      }),
    ).toEqual({
      id: 'there/638344',
      source: 'open311',
      category: '6',
      title: 'Sidewalk',
      urgency: 'normal',
      lat: 37.76,
      lon: -122.4,
      reported_at: '2010-04-14T14:37:38.000Z',
      status: 'closed',
      closed_at: '2010-04-14T15:37:38.000Z',
    })
  })

  it('keeps our own word of its state where it fits, and says why it can be none', () => {
    const request = { service_request_id: 'a', requested_datetime: '2026-01-01T00:00:00Z' }
    expect(told({ ...request, status: 'open', status_notes: 'in_progress' })).toMatchObject({
      status: 'in_progress',
    })
    expect(told({ ...request, status: 'open', status_notes: 'closed' })).toMatchObject({ status: 'reported' })
    expect(told({ ...request, requested_datetime: '2026-01-01T00:00:00' })).toEqual({
      unfit: expect.stringContaining('reported_at'),
    })
    expect(told({ requested_datetime: '2026-01-01T00:00:00Z' })).toEqual({ unfit: 'a request without an id' })
  })
})
