import { Agent, request } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import type { Asker } from './ask.ts'
import { type ArrivalsResult, timesOf } from './result.ts'
import type { Setting } from './setting.ts'

/** Tickets of a message of many: a system that gathers what arrives in some tens of milliseconds. */
const rowsOfMessage = 50
/** Connections of a sender of many. */
const connections = 64
const minuteMs = 60_000
/** Tickets that others are made up after: as many places are as busy as they are. */
const likes = 10_000
const windowSeconds = 10

const Like = z.object({
  source: z.string().nullable(),
  category: z.string().nullable(),
  urgency: z.string(),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
})
type Like = z.infer<typeof Like>

/** Makes up tickets as live ones come: like those of the last weeks, reported now, each new. */
export class Arriving {
  private nth = 0

  private constructor(
    private readonly like: readonly Like[],
    private readonly since: number,
  ) {}

  static async of(asker: Asker, setting: Setting): Promise<Arriving> {
    const Page = z.object({ tickets: z.array(Like), next: z.string().nullable() })
    const like: Like[] = []
    for (let next: string | null = ''; next !== null && like.length < likes; ) {
      const answer = await asker.ask(`/api/tickets?limit=500${next && `&after=${encodeURIComponent(next)}`}`)
      const page: z.infer<typeof Page> = Page.parse(JSON.parse(answer.text()))
      like.push(...page.tickets)
      next = page.next
    }
    return new Arriving(like, setting.asOf)
  }

  /** The lines of so many; `seconds` since the load began is when they were reported. */
  lines(rows: number, seconds: number): string {
    return Array.from({ length: rows }, () => {
      const nth = this.nth++
      const { source, category, urgency, lon, lat } = this.like[(nth * 7919) % this.like.length]!
      // some tens of metres beside, so that they neither share a point nor lie all apart
      const beside = (steps: number) => ((nth * steps) % 97) / 200_000
      return JSON.stringify({
        id: `bench-live-${nth}`,
        ...(source !== null && { source }),
        ...(category !== null && { category }),
        urgency,
        title: `路灯不亮 ${nth}`,
        ...(lon !== null && lat !== null && { lon: lon + beside(31), lat: lat + beside(57) }),
        reported_at: new Date(this.since + minuteMs + seconds * 1000).toISOString(),
      })
    }).join('\n')
  }
}

/** What a round of arrivals is to be. */
export interface Load {
  /** tickets a second; null for as many as are taken */
  rate: number | null
  /** rows of a message */
  rows: number
  senders: number
}

/** So many a second, in messages of many, as other systems send them. */
export const steady = (rate: number): Load => ({ rate, rows: rowsOfMessage, senders: 16 })
/** As many as the server takes: in messages of many, or each by itself from many senders. */
export const utmost: readonly Load[] = [
  { rate: null, rows: rowsOfMessage, senders: connections },
  { rate: null, rows: 1, senders: 256 },
]

/** Sends until `work` is done; what was acknowledged, how fast, and how long senders waited. */
export async function whileArriving<T>(
  url: string,
  arriving: Arriving,
  { rate, rows, senders }: Load,
  work: () => Promise<T>,
): Promise<{ result: T; arrivals: ArrivalsResult }> {
  const agent = new Agent({ keepAlive: true, maxSockets: senders })
  const samples: number[] = []
  /** when messages were acknowledged, in seconds since the start */
  const acknowledged: number[] = []
  let [refused, messages] = [0, 0]
  const started = performance.now()
  const seconds = () => (performance.now() - started) / 1000
  let sending = true
  const sender = async (): Promise<void> => {
    while (sending) {
      // the nth message is due when as many tickets as came before it are due at this rate
      const due = rate === null ? 0 : (messages++ * rows) / rate - seconds()
      if (due > 0) await setTimeout(due * 1000)
      if (!sending) return
      const body = arriving.lines(rows, seconds())
      for (let accepted = false; !accepted && sending; ) {
        const { status, ms } = await send(url, agent, body, rows)
        accepted = status === 201
        if (accepted) {
          samples.push(ms)
          acknowledged.push(seconds())
        } else if (status === 429 || status === 503) {
          refused++
          await setTimeout(200)
        } else throw new Error(`the server answered a ticket with ${status}`)
      }
    }
  }
  const all = Promise.all(Array.from({ length: senders }, sender))
  const result = await work()
  sending = false
  await all
  const took = seconds()
  agent.destroy()
  const arrivals = {
    asked: rate,
    rows,
    senders,
    perSecond: (acknowledged.length * rows) / took,
    slowest: slowest(acknowledged, took, rows),
    refused,
    times: timesOf(samples),
  }
  return { result, arrivals }
}

/** Tickets a second of the ten seconds in a row that had the fewest; null where it took no so long. */
function slowest(acknowledged: readonly number[], took: number, rows: number): number | null {
  const starts = Array.from(
    { length: Math.max(0, Math.floor(took) - windowSeconds + 1) },
    (_, second) => second,
  )
  const messages = starts.map(
    (from) => acknowledged.filter((second) => second >= from && second < from + windowSeconds).length,
  )
  return messages.length === 0 ? null : (Math.min(...messages) * rows) / windowSeconds
}

function send(
  url: string,
  agent: Agent,
  body: string,
  rows: number,
): Promise<{ status: number; ms: number }> {
  const started = performance.now()
  const type = rows === 1 ? 'application/json' : 'application/x-ndjson'
  return new Promise((resolve, reject) => {
    const message = request(
      `${url}/api/tickets`,
      { method: 'POST', agent, headers: { 'Content-Type': type } },
      (response) => {
        response.on('error', reject)
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, ms: performance.now() - started }),
        )
        response.resume()
      },
    )
    message.on('error', reject)
    message.end(body)
  })
}
