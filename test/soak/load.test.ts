import { Centre, IntakeAnswer, TicketPage } from '@grid/data/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningServer, startServer } from '../drivers/server.ts'
import { long } from './soak.ts'

const messages = long ? 600 : 12
const rows = 200
const senders = 8

describe('a server that many tickets reach while it is read', () => {
  let server: RunningServer
  beforeAll(async () => {
    server = await startServer()
  })
  afterAll(() => server.stop())

  it(`has all ${messages * rows} in the end, each once, and answers meanwhile`, async () => {
    const before = await centre()
    let next = 0
    let created = 0
    const started = performance.now()
    const send = async (nth: number): Promise<number> => {
      const response = await fetch(`${server.url}/api/tickets`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-ndjson', 'Idempotency-Key': `load-${nth}` },
        body: Array.from({ length: rows }, (_, index) => JSON.stringify(ticket(nth * rows + index))).join(
          '\n',
        ),
      })
      const answer: unknown = await response.json()
      // what is refused for now is sent again
      return response.status === 429 ? send(nth) : IntakeAnswer.parse(answer).created
    }
    const sender = async () => {
      for (let nth = next++; nth < messages; nth = next++) {
        const more = await send(nth)
        created += more
      }
    }
    let reads = 0
    let sending = true
    const reader = async () => {
      while (sending) {
        for (const path of ['/api/centre', '/api/summary', '/api/tickets?limit=50']) {
          const response = await fetch(`${server.url}${path}`)
          await response.arrayBuffer()
          expect(response.status).toBe(200)
          reads++
        }
      }
    }
    const reading = reader()
    await Promise.all(Array.from({ length: senders }, sender))
    const seconds = (performance.now() - started) / 1000
    sending = false
    await reading
    expect(created).toBe(messages * rows)
    expect((await centre()).tickets).toBe(before.tickets + messages * rows)
    expect(reads).toBeGreaterThan(0)
    const page = await fetch(`${server.url}/api/tickets?source=load-check&limit=1`)
    expect(TicketPage.parse(await page.json()).total).toBe(messages * rows)
    if (long)
      console.log(
        `${Math.round((messages * rows) / seconds)} tickets a second beside ${reads} questions answered`,
      )
  })

  const centre = async () => Centre.parse(await (await fetch(`${server.url}/api/centre`)).json())
})

/**
 * Places spread over the district, a dozen categories, and times that go on after the data, forty minutes apart: what is
 * near in place and time is looked at again with every commit, and a year of tickets in a minute is no town's case.
 */
function ticket(nth: number): object {
  return {
    id: `load-${nth}`,
    source: 'load-check',
    category: `load-${nth % 12}`,
    lon: 109.02 + ((nth * 7919) % 1000) / 10_000,
    lat: 34.48 + ((nth * 104_729) % 1000) / 10_000,
    reported_at: new Date(Date.UTC(2026, 7, 1) + nth * 2_400_000).toISOString(),
  }
}
