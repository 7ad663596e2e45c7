import { type LookupAddress, type LookupAllOptions, lookup as systemLookup } from 'node:dns'
import { type IncomingMessage, request as plain } from 'node:http'
import { request as secure } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isPublic } from './addresses.ts'

/** What is sent to another server. */
export interface Outgoing {
  method?: 'GET' | 'POST'
  headers?: Readonly<Record<string, string>>
  body?: string
}

/** What came back; names of headers are small. */
export interface Incoming {
  status: number
  headers: Readonly<Record<string, string>>
  body: string
}

/** How far a server may be trusted. */
export interface Reach {
  /** hosts, `name` or `name:port`, that the operator lets through although they are within a private network */
  allowed: readonly string[]
  /** milliseconds for the whole exchange; 30,000 where nothing is said */
  timeoutMs?: number
  /** gives everything up when it comes */
  signal?: AbortSignal
  /** of the answer; 20 MB where nothing is said */
  mostBytes?: number
  /** finds the addresses of a name; the system's way where nothing is said */
  lookup?: Lookup
}

/** As the system's `dns.lookup` with `all`. */
export type Lookup = (
  name: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, found: LookupAddress[]) => void,
) => void

/** Why an address is not asked, or its answer not read. */
export class OutboundError extends Error {
  override readonly name = 'OutboundError'
}

const hops = 5

/**
 * Sends a request to a server outside. Refused are other protocols than HTTP, addresses with a name and password in them,
 * and whatever is or resolves to no address of the public internet: the address that is checked is the one connected
 * to. Redirects are followed for GET, each checked anew. Answers too slow or too large are given up.
 */
export async function send(address: string, outgoing: Outgoing, reach: Reach): Promise<Incoming> {
  const { timeoutMs = 30_000 } = reach
  const patience = AbortSignal.timeout(timeoutMs)
  const signal = reach.signal ? AbortSignal.any([patience, reach.signal]) : patience
  let url = parsed(address)
  for (let hop = 0; hop <= hops; hop++) {
    const incoming = await exchange(url, outgoing, reach, signal).catch((cause: unknown) => {
      if (patience.aborted) throw new OutboundError(`${url.host} took longer than ${timeoutMs / 1000} s`)
      throw cause
    })
    const { location } = incoming.headers
    const moved = [301, 302, 303, 307, 308].includes(incoming.status) && location !== undefined
    if (!moved || (outgoing.method ?? 'GET') !== 'GET') return incoming
    url = parsed(new URL(location, url).href)
  }
  throw new OutboundError(`${address} sends from one address to the next without end`)
}

function parsed(address: string): URL {
  if (!URL.canParse(address)) throw new OutboundError(`${address} is no address`)
  const url = new URL(address)
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new OutboundError(`${url.protocol}// is not asked, only http and https`)
  if (url.username || url.password) throw new OutboundError('an address may not carry a name or password')
  return url
}

function exchange(url: URL, outgoing: Outgoing, reach: Reach, signal: AbortSignal): Promise<Incoming> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const allowed = reach.allowed.some((one) => one === host || one === url.host)
  if (!allowed && isIP(host) && !isPublic(host)) return Promise.reject(within(host))
  return new Promise((resolve, reject) => {
    const begin = url.protocol === 'https:' ? secure : plain
    const request = begin(
      url,
      {
        method: outgoing.method ?? 'GET',
        headers: { 'User-Agent': 'Grid Centre', ...outgoing.headers },
        signal,
        agent: false,
        ...(allowed ? {} : { lookup: publicOnly(reach.lookup ?? systemLookup) }),
      },
      (response) => read(response, reach.mostBytes ?? 20_000_000).then(resolve, reject),
    )
    request.on('error', reject)
    request.end(outgoing.body)
  })
}

/** The system's lookup, less what is not public: no second look can bring another address. */
function publicOnly(lookup: Lookup): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '')
      const fit = found.filter(({ address }) => isPublic(address))
      const [first] = fit
      if (!first) return callback(within(hostname), '')
      if (options.all) callback(null, fit)
      else callback(null, first.address, first.family)
    })
  }
}

function within(host: string): OutboundError {
  return new OutboundError(`${host} is within a private network: it has to be allowed by name (--allow-host)`)
}

async function read(response: IncomingMessage, most: number): Promise<Incoming> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of response) {
    const chunk = Buffer.from(part)
    bytes += chunk.length
    if (bytes > most) {
      response.destroy()
      throw new OutboundError(`the answer is larger than ${most} bytes`)
    }
    parts.push(chunk)
  }
  const headers = Object.entries(response.headers).map(([name, value]) => [name, [value].flat().join(', ')])
  return {
    status: response.statusCode ?? 0,
    headers: Object.fromEntries(headers),
    body: Buffer.concat(parts).toString('utf8'),
  }
}
