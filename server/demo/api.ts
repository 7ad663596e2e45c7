import { Centre, Status, statusKinds, TicketDetail, TicketPage, type TicketRow } from '@grid/data/contract'
import type { z } from 'zod'
import { hourlyOf, type Material } from './script.ts'
import type { Seeded } from './seeded.ts'
import type { Happening } from './story.ts'

/** Closed tickets that are told again, and open ones that are brought to an end. */
const mostTold = 300
const mostOpen = 2000
/** Weeks before the end of the data that the play is made after. */
const weeks = 4

/** Answers of the server, as a browser or another program gets them. */
export class Api {
  constructor(
    private readonly url: string,
    private readonly ask: typeof fetch,
    private readonly signal: AbortSignal,
  ) {}

  async centre(): Promise<Centre> {
    return await this.get('/api/centre', Centre)
  }

  /** What the last weeks of the data tell. */
  async material(centre: Centre, random: Seeded): Promise<Material> {
    const from = new Date(Date.parse(centre.asOf) - weeks * 7 * 86_400_000).toISOString().slice(0, 10)
    const recent = await this.tickets(new URLSearchParams({ from }), 20_000)
    const open = Status.options.filter((status) => statusKinds[status] === 'open')
    const closed = recent.filter(({ status }) => status === 'closed')
    const told: TicketDetail[] = []
    for (let nth = 0; nth < Math.min(mostTold, closed.length); nth++) {
      const [chosen] = closed.splice(Math.floor(random.share() * closed.length), 1)
      if (chosen) told.push(await this.get(`/api/tickets/${encodeURIComponent(chosen.id)}`, TicketDetail))
    }
    return {
      told: told.filter(({ log }) => log.some(({ derived }) => !derived)),
      open: await this.tickets(
        new URLSearchParams(open.map((status): [string, string] => ['status', status])),
        mostOpen,
      ),
      hourly: hourlyOf(
        recent.map(({ reported_at }) => Date.parse(reported_at)),
        weeks,
      ),
    }
  }

  /**
   * Sends what happened as anybody would, reports in one message; answers the seconds to wait where the server cannot
   * take it now. Sent again it counts once.
   */
  async send(happenings: readonly Happening[]): Promise<number | undefined> {
    const reports = happenings.flatMap((one) => (one.does === 'report' ? [one.ticket] : []))
    for (let first = 0; first < reports.length; first += 500) {
      const some = reports.slice(first, first + 500)
      const busy = await this.post('/api/tickets', some, `report ${some[0]?.id} ${some.at(-1)?.id}`)
      if (busy !== undefined) return busy
    }
    for (const one of happenings) {
      if (one.does !== 'line') continue
      const path = `/api/tickets/${encodeURIComponent(one.id)}/events`
      const busy = await this.post(path, [one.line], `${one.id} ${one.line.at} ${one.line.kind}`)
      if (busy !== undefined) return busy
    }
    return undefined
  }

  private async tickets(question: URLSearchParams, most: number): Promise<TicketRow[]> {
    const rows: TicketRow[] = []
    question.set('limit', '500')
    for (;;) {
      const { tickets, next } = await this.get(`/api/tickets?${question}`, TicketPage)
      rows.push(...tickets)
      if (next === null || rows.length >= most) return rows
      question.set('after', next)
    }
  }

  private async get<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.output<Schema>> {
    const response = await this.ask(`${this.url}${path}`, { signal: this.signal })
    if (!response.ok) throw new Error(`${path}: ${response.status}`)
    return schema.parse(await response.json())
  }

  private async post(path: string, rows: readonly object[], key: string): Promise<number | undefined> {
    const response = await this.ask(`${this.url}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-ndjson', 'Idempotency-Key': key },
      body: rows.map((row) => JSON.stringify(row)).join('\n'),
      signal: this.signal,
    })
    await response.arrayBuffer()
    // what it will never take is not sent again
    if (response.ok || (response.status < 500 && response.status !== 429)) return undefined
    return Number(response.headers.get('Retry-After') ?? 5)
  }
}
