import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { type Access, localOperator } from '../../access/index.ts'
import { centreOf, presentOf } from '../../centre/index.ts'
import type { Clock } from '../../clock.ts'
import { Busy, changedBy, type LiveIntake } from '../../intake/index.ts'
import type { Store } from '../../store/index.ts'
import { exchangedTickets } from '../../tickets/index.ts'
import type { Endpoint } from './endpoint.ts'
import { asTickets, type PeerRead, prefixOf, readPeer } from './read-peer.ts'
import { withIds } from './walk.ts'

const day = 86_400_000
/** How far the first look goes back, and how far every other looks back again: late entries are common. */
const firstLook = 90 * day
const overlap = 2 * day
/** Open tickets that are asked after at a look. */
const mostOpen = 5000
/** Rows of a message to intake. */
const rows = 1000

/** What a poller is made of. */
export interface PollerHouse {
  store: Store
  clock: Clock
  log: Logger
  intake: Pick<LiveIntake, 'take'>
  endpoint: Endpoint
}

/** Reads another server again and again, for it has no way to say what is new. */
export class Poller {
  private lastLook: number | undefined

  constructor(private readonly house: PollerHouse) {}

  /**
   * One look: what was reported since the last one and two days before, and the open ones known here as they are now. What
   * is known already changes nothing. Answers how many tickets were read, and why some could be none.
   */
  async look(): Promise<PeerRead> {
    const { clock, endpoint } = this.house
    const to = clock.now()
    const from = this.lastLook === undefined ? to - firstLook : this.lastLook - overlap
    const recent = await readPeer(endpoint, { from, to })
    const seen = new Set(recent.tickets.map(({ id }) => id))
    const open = (await this.open()).filter((id) => !seen.has(id))
    const prefix = prefixOf(endpoint.base)
    const read = { tickets: [...recent.tickets], unfit: [...recent.unfit] }
    for await (const requests of withIds(
      endpoint,
      open.map((id) => id.slice(prefix.length)),
    )) {
      const again = asTickets(requests, prefix)
      read.tickets.push(...again.tickets)
      read.unfit.push(...again.unfit)
    }
    for (let first = 0; first < read.tickets.length; first += rows)
      await this.take(read.tickets.slice(first, first + rows))
    this.lastLook = to
    return read
  }

  /** Looks every so many milliseconds until the signal comes; a look that fails is told and made again the next time. */
  async run(everyMs: number, signal: AbortSignal): Promise<void> {
    const { log, endpoint } = this.house
    while (!signal.aborted) {
      try {
        const { tickets, unfit } = await this.look()
        log.info({ endpoint: endpoint.base, read: tickets.length, unfit: unfit.length }, 'read an endpoint')
        if (unfit.length > 0) log.warn({ endpoint: endpoint.base, unfit: unfit.slice(0, 20) }, 'not taken')
      } catch (cause) {
        if (!signal.aborted)
          log.error({ err: cause, endpoint: endpoint.base }, 'an endpoint could not be read')
      }
      await sleep(everyMs, undefined, { signal }).catch(() => undefined)
    }
  }

  private async open(): Promise<string[]> {
    const { store, clock, endpoint } = this.house
    const centre = await centreOf(store)
    const asking = { store, centre, caller: await operator(), present: presentOf(centre, clock.now()) }
    const wish = { idsFrom: prefixOf(endpoint.base), kind: 'open' as const, limit: mostOpen, skip: 0 }
    return (await exchangedTickets(asking, wish)).map(({ id }) => id)
  }

  private async take(list: PeerRead['tickets']): Promise<void> {
    const { clock, endpoint } = this.house
    const who = { kind: 'local', id: 'poll', name: endpoint.base } as const
    const caller = { ...(await operator()), who }
    for (;;) {
      try {
        const told = changedBy({ at: clock.now(), caller, from: null }, 'tickets')
        await this.house.intake.take({ of: 'tickets', list }, { told })
        return
      } catch (cause) {
        if (!(cause instanceof Busy)) throw cause
        await sleep(cause.retryAfter * 1000)
      }
    }
  }
}

/** The poller reads for the centre itself. */
async function operator(): Promise<Awaited<ReturnType<Access>>> {
  return await localOperator(new Request('http://localhost/'))
}
