import { LiveChange, TicketDetail } from '@grid/data/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningServer, startServer } from '../drivers/server.ts'

describe('npm start -- --live', () => {
  let server: RunningServer
  beforeAll(async () => {
    server = await startServer({ flags: ['--live', '--speed', '3600'] })
  })
  afterAll(() => server.stop())

  it('plays made-up tickets that listeners hear of, in the time that goes on where the data ends', async () => {
    const stream = await fetch(`${server.url}/api/live`)
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
    let told = ''
    const heard = () =>
      [...told.matchAll(/^event: ticket\ndata: (.+)$/gm)].map(([, data = '']) =>
        LiveChange.parse(JSON.parse(data)),
      )
    const played = () =>
      heard().find(({ kind, ticket }) => kind === 'created' && ticket.id.startsWith('DEMO-'))
    const line = () => heard().find(({ kind }) => kind === 'event')
    while (!played() || !line()) {
      const { value, done } = (await reader?.read()) ?? { done: true, value: '' }
      if (done) throw new Error(`the stream ended: ${server.output()}`)
      told += value
    }
    await reader?.cancel()
    const id = played()?.ticket.id ?? ''
    const detail = TicketDetail.parse(await (await fetch(`${server.url}/api/tickets/${id}`)).json())
    expect(detail.synthetic).toBe(true)
    expect(detail.placed).toBe('point')
    expect(detail.log[0]?.kind).toBe('reported')
    expect(Date.parse(detail.asOf)).toBeGreaterThanOrEqual(Date.parse(detail.reported_at))
  })
})
