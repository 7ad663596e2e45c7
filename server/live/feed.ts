import type { LiveBeat } from '@grid/data/contract'
import type { Logger } from 'pino'
import { type Caller, callerKey } from '../access/index.ts'
import { centreOf, presentOf } from '../centre/index.ts'
import type { Clock } from '../clock.ts'
import type { Store } from '../store/index.ts'
import { changesAfter, changesKept, forgetChanges, kept } from './changes.ts'
import { Listener, together, type Written, written } from './listener.ts'

/** Milliseconds between beats: shorter than the patience of proxies. */
const beatMs = 15_000
/** Changes sent at a time, so that a listener far behind does not fill the memory. */
const page = 500
/** Changes after which old ones are forgotten again. */
const tidyEvery = 10_000
/** Commits that nobody hears after which they are tidied all the same. */
const unheardCommits = 1_000

/** What a feed is made of. */
export interface FeedHouse {
  store: Store
  clock: Clock
  log: Logger
  stopping?: AbortSignal
}

/**
 * Changes of tickets as they happen, to any number of listeners. The numbered changes are in the database: a listener that
 * comes back names the last one it had and gets the rest, each once. Listeners of one kind share one question.
 */
export class LiveFeed {
  private readonly listeners = new Set<Listener>()
  private readonly callers = new Map<string, Caller>()
  private telling: Promise<void> | undefined
  private again = false
  private tidied = 0
  private unheard = 0
  private beating: NodeJS.Timeout | undefined

  constructor(private readonly house: FeedHouse) {
    house.stopping?.addEventListener('abort', () => this.close())
  }

  /** Number of open connections. */
  get size(): number {
    return this.listeners.size
  }

  /**
   * A new connection of this caller, after change `resume` where the caller had listened before. Where the changes since
   * then are no longer kept, or `resume` was never given out, the first message is `reset`: everything must be asked anew.
   * `stands` tells before each beat whether the caller is still let in; who is not, is let go.
   */
  async listen(
    caller: Caller,
    resume: number | undefined,
    stands: () => Promise<boolean> = async () => true,
  ): Promise<ReadableStream<Uint8Array>> {
    const { first, last } = await changesKept(this.house.store)
    const lost = resume !== undefined && (resume > last || resume < first - 1)
    const from = resume === undefined || lost ? last : resume
    const key = callerKey(caller)
    this.callers.set(key, caller)
    const listener = new Listener(key, from, stands, (gone) => this.gone(gone))
    const data = await this.beat()
    listener.send(written({ event: lost ? 'reset' : 'hello', id: from, data }))
    this.listeners.add(listener)
    this.beating ??= setInterval(() => void this.beatAll(), beatMs)
    this.changed()
    return listener.stream
  }

  /** Called after commits: tells the listeners what is new. */
  changed(): void {
    if (this.listeners.size === 0 && ++this.unheard % unheardCommits !== 0) return
    this.again = true
    this.telling ??= this.tellAll().finally(() => {
      this.telling = undefined
    })
  }

  /** Ends every connection. */
  close(): void {
    for (const listener of [...this.listeners]) listener.close()
  }

  private gone(listener: Listener): void {
    this.listeners.delete(listener)
    if (this.listeners.size > 0) return
    clearInterval(this.beating)
    this.beating = undefined
    this.callers.clear()
  }

  private async tellAll(): Promise<void> {
    while (this.again) {
      this.again = false
      try {
        const { last } = await changesKept(this.house.store)
        for (const [key, caller] of this.callers) await this.tell(key, caller, last)
        if (last - this.tidied > tidyEvery && last > kept) {
          this.tidied = last
          await forgetChanges(this.house.store, last)
        }
      } catch (cause) {
        this.house.log.error({ err: cause }, 'listeners could not be told what changed')
      }
    }
  }

  /** Sends the changes up to `until` to the listeners of one caller, those furthest behind first. */
  private async tell(key: string, caller: Caller, until: number): Promise<void> {
    for (;;) {
      const own = [...this.listeners].filter((listener) => listener.caller === key && listener.last < until)
      if (own.length === 0) return
      const after = Math.min(...own.map(({ last }) => last))
      const changes = await changesAfter(this.house, caller, { after, until, limit: page })
      // what lies between the last of a full page and the end is for the next turn
      const reached = changes.length < page ? until : changes.at(-1)!.id
      const messages = changes.map(({ id, change }) => written({ event: 'ticket', id, data: change }))
      // most have heard the same so far: what they are sent is joined once
      const joined = new Map<number, Written | undefined>()
      for (const listener of own) {
        const { last } = listener
        if (!joined.has(last))
          joined.set(last, together(messages.filter((_, index) => changes[index]!.id > last)))
        const news = joined.get(last)
        if (news && last < reached) listener.send(news)
        listener.last = Math.max(listener.last, reached)
      }
    }
  }

  private async beatAll(): Promise<void> {
    try {
      const beat = written({ event: 'beat', data: await this.beat() })
      for (const listener of [...this.listeners])
        if (await listener.stands()) listener.send(beat)
        else listener.close()
    } catch (cause) {
      this.house.log.error({ err: cause }, 'listeners could not be told the time')
    }
  }

  private async beat(): Promise<LiveBeat> {
    const { store, clock } = this.house
    const centre = await centreOf(store)
    return {
      dataVersion: centre.version,
      asOf: new Date(presentOf(centre, clock.now())).toISOString(),
    }
  }
}
