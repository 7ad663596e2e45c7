import type { PeerRequest } from '@grid/data/contract'
import type { Endpoint } from './endpoint.ts'

/** Milliseconds of the longest period that the standard lets anybody ask for. */
const longest = 90 * 86_400_000
/** No period is cut shorter: what reaches the limit within a minute is taken as it is. */
const shortest = 60_000
/** Ids asked for at a time, so that addresses stay short. */
const idsAtOnce = 50

/**
 * Every request reported in a time (ms since 1970, both included), the latest periods first, each id once. An endpoint that
 * knows pages is read page by page; of one that does not, a period is cut in two until its answers are fewer than the
 * most it gave.
 */
export async function* walk(
  endpoint: Pick<Endpoint, 'requests'>,
  from: number,
  to: number,
): AsyncGenerator<PeerRequest[]> {
  for (let end = to; end > from; end -= longest) yield* within(endpoint, Math.max(from, end - longest), end)
}

async function* within(
  endpoint: Pick<Endpoint, 'requests'>,
  from: number,
  to: number,
): AsyncGenerator<PeerRequest[]> {
  const period = { start_date: new Date(from).toISOString(), end_date: new Date(to).toISOString() }
  const seen = new Set<string | null>()
  for (let page = 1; ; page++) {
    const answer = await endpoint.requests({ ...period, page: String(page), page_size: '1000' })
    const fresh = answer.filter(({ service_request_id: id }) => !seen.has(id))
    for (const { service_request_id: id } of fresh) seen.add(id)
    if (fresh.length > 0) yield fresh
    if (answer.length === 0) return
    if (fresh.length > 0) continue
    // it gave what it had given: it knows no pages, and there may be more than it says at a time
    const middle = Math.floor((from + to) / 2)
    if (seen.size >= fewest && to - from > shortest) {
      yield* unseen(within(endpoint, middle, to), seen)
      yield* unseen(within(endpoint, from, middle), seen)
    }
    return
  }
}

/** Endpoints without pages say at least so many at a time. */
const fewest = 20

async function* unseen(
  parts: AsyncGenerator<PeerRequest[]>,
  seen: Set<string | null>,
): AsyncGenerator<PeerRequest[]> {
  for await (const part of parts) {
    const fresh = part.filter(({ service_request_id: id }) => !seen.has(id))
    for (const { service_request_id: id } of fresh) seen.add(id)
    if (fresh.length > 0) yield fresh
  }
}

/** The requests of these ids as they are now. */
export async function* withIds(
  endpoint: Pick<Endpoint, 'requests'>,
  ids: readonly string[],
): AsyncGenerator<readonly PeerRequest[]> {
  for (let first = 0; first < ids.length; first += idsAtOnce) {
    const some = ids.slice(first, first + idsAtOnce)
    yield await endpoint.requests({ service_request_id: some.join(',') })
  }
}
