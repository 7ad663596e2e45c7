import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import type { Context } from 'hono'
import type { Env } from './router.ts'

/**
 * The network address a request comes from; null where there is no network, as in tests. What a proxy says about it counts
 * only where the connection is from one of `proxies`: anybody may write `X-Forwarded-For`.
 */
export function senderOf(c: Context<Env>, proxies: readonly string[]): string | null {
  const near = plain(incomingOf(c)?.socket.remoteAddress)
  if (near === null) return null
  const told = (c.req.header('X-Forwarded-For') ?? '').split(',').map((part) => plain(part.trim()))
  let sender = near
  while (proxies.includes(sender)) {
    const before = told.pop()
    if (!before) break
    sender = before
  }
  return sender
}

function incomingOf(c: Context<Env>): IncomingMessage | undefined {
  const bindings: unknown = c.env
  return typeof bindings === 'object' && bindings !== null && 'incoming' in bindings
    ? (bindings.incoming as IncomingMessage)
    : undefined
}

/** An address as it is written most shortly: IPv4 within IPv6 as what it is. Null for what is no address. */
function plain(address: string | undefined): string | null {
  const short = address?.replace(/^::ffff:(?=\d+\.)/i, '') ?? ''
  return isIP(short) === 0 ? null : short
}
