import type { LiveTicket, PeerRequest } from '@grid/data/contract'
import type { Endpoint } from './endpoint.ts'
import { ticketOfPeer } from './ticket.ts'
import { walk } from './walk.ts'

/** What was read of another server. */
export interface PeerRead {
  tickets: LiveTicket[]
  /** why some can be no tickets, a line each */
  unfit: string[]
}

/** Beginning of the ids of an endpoint's tickets here: its host, so that two endpoints' numbers stay apart. */
export function prefixOf(base: string): string {
  return `${new URL(base).host}/`
}

/** Every request of an endpoint reported from one instant to another (ms since 1970), as tickets; each id once. */
export async function readPeer(
  endpoint: Endpoint,
  { from, to, onRead }: { from: number; to: number; onRead?: (rows: number) => void },
): Promise<PeerRead> {
  const read: PeerRead = { tickets: [], unfit: [] }
  const seen = new Set<string>()
  for await (const requests of walk(endpoint, from, to)) {
    const { tickets, unfit } = asTickets(requests, prefixOf(endpoint.base))
    // the edge of two periods is asked for in both
    for (const ticket of tickets) if (!seen.has(ticket.id)) read.tickets.push(ticket)
    for (const { id } of tickets) seen.add(id)
    read.unfit.push(...unfit)
    onRead?.(read.tickets.length)
  }
  return read
}

/** Requests as tickets, and why some can be none. */
export function asTickets(requests: readonly PeerRequest[], prefix: string): PeerRead {
  const read: PeerRead = { tickets: [], unfit: [] }
  for (const request of requests) {
    const ticket = ticketOfPeer(request, prefix)
    if ('unfit' in ticket) read.unfit.push(ticket.unfit)
    else read.tickets.push(ticket)
  }
  return read
}
