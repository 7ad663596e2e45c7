import { PeerRequest } from '@grid/data/contract'
import { z } from 'zod'
import { type Incoming, OutboundError, type Reach, send } from '../../outbound/index.ts'
import { xmlTree } from '../xml-tree.ts'

/** Answers remembered by their address, so that an endpoint that offers a validator may say "not modified". */
const remembered = 500

/** A question to `requests`, as the standard names its parameters. */
export type PeerQuestion = Readonly<Record<string, string>>

/** Another server's GeoReport v2. */
export class Endpoint {
  private format: 'json' | 'xml' = 'json'
  private readonly known = new Map<string, { validators: Record<string, string>; requests: PeerRequest[] }>()

  constructor(
    /** the address above `requests.json` */
    readonly base: string,
    private readonly reach: Reach,
  ) {}

  /** Its requests; throws an OutboundError where it answers no list. JSON is asked for, XML where it has none. */
  async requests(question: PeerQuestion): Promise<readonly PeerRequest[]> {
    const first = await this.ask(question)
    if (first !== undefined) return first
    this.format = this.format === 'json' ? 'xml' : 'json'
    const second = await this.ask(question)
    if (second === undefined)
      throw new OutboundError(`${this.base} answers requests neither as JSON nor as XML`)
    return second
  }

  /** Undefined where it does not have this format. */
  private async ask(question: PeerQuestion): Promise<readonly PeerRequest[] | undefined> {
    const address = `${this.base.replace(/\/+$/, '')}/requests.${this.format}?${new URLSearchParams(question)}`
    const before = this.known.get(address)
    const accept = this.format === 'json' ? 'application/json' : 'text/xml'
    const answer = await send(address, { headers: { Accept: accept, ...before?.validators } }, this.reach)
    if (answer.status === 304 && before) return before.requests
    if ([404, 406, 415].includes(answer.status)) return undefined
    if (answer.status !== 200) throw new OutboundError(`${this.base} answered ${answer.status}`)
    const requests = this.format === 'json' ? fromJson(answer.body) : fromXml(answer.body)
    if (requests) this.remember(address, answer, requests)
    return requests
  }

  private remember(address: string, { headers }: Incoming, requests: PeerRequest[]): void {
    const { etag, 'last-modified': modified } = headers
    if (etag === undefined && modified === undefined) return
    const [oldest] = this.known.keys()
    if (this.known.size >= remembered && oldest !== undefined) this.known.delete(oldest)
    const validators = {
      ...(etag === undefined ? {} : { 'If-None-Match': etag }),
      ...(modified === undefined ? {} : { 'If-Modified-Since': modified }),
    }
    this.known.set(address, { validators, requests })
  }
}

const Requests = z.array(PeerRequest)

function fromJson(body: string): PeerRequest[] | undefined {
  try {
    const told: unknown = JSON.parse(body)
    return Requests.safeParse(told).data
  } catch {
    return undefined
  }
}

function fromXml(body: string): PeerRequest[] {
  const { root, told } = xmlTree(body)
  const requests = Requests.safeParse(told)
  if (root !== 'service_requests' || !requests.success)
    throw new OutboundError('the answer is no list of requests')
  return requests.data
}
