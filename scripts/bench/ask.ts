import { Agent, get } from 'node:http'
import { gunzipSync } from 'node:zlib'

/** An answer, read to its last byte. */
export interface Answered {
  status: number
  /** milliseconds from request to last byte */
  ms: number
  /** bytes on the wire */
  bytes: number
  /** the answer as text, unpacked */
  text(): string
}

/** Asks as a browser does: connections kept, answers compressed, no tag of an earlier answer sent along. */
export class Asker {
  private readonly agent: Agent

  constructor(
    private readonly url: string,
    connections = 6,
  ) {
    this.agent = new Agent({ keepAlive: true, maxSockets: connections })
  }

  ask(path: string): Promise<Answered> {
    const started = performance.now()
    return new Promise((resolve, reject) => {
      const request = get(
        `${this.url}${path}`,
        { agent: this.agent, headers: { 'Accept-Encoding': 'gzip' } },
        (response) => {
          const parts: Buffer[] = []
          response.on('data', (part: Buffer) => parts.push(part))
          response.on('error', reject)
          response.on('end', () => {
            const ms = performance.now() - started
            const body = Buffer.concat(parts)
            const packed = response.headers['content-encoding'] === 'gzip'
            resolve({
              status: response.statusCode ?? 0,
              ms,
              bytes: body.length,
              text: () => (packed ? gunzipSync(body) : body).toString('utf8'),
            })
          })
        },
      )
      request.on('error', reject)
    })
  }

  close(): void {
    this.agent.destroy()
  }
}
