import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import { ProblemError } from '../problems.ts'
import type { Store, Transaction } from '../store/index.ts'
import { appendWithin } from './append.ts'
import { type Happening, serverItself } from './entry.ts'
import { chainHas, rememberedHead, rememberHead } from './remembered.ts'

/** Milliseconds that a look may wait to be written with others. */
const gatherMs = 1000
/** Looks that may wait, while the disk is full say; then nothing more is shown. */
const mostWaiting = 10_000

/** What an audit is kept with. */
export interface AuditHouse {
  store: Store
  clock: Clock
  log: Logger
}

/** A happening whose instant is the present. */
export type Now = Omit<Happening, 'at'> & { at?: number }

/** Keeps who did what. One for each store; everything about one store goes through its writer, in order. */
export class Audit {
  private waiting: Happening[] = []
  private writing: Promise<void> | undefined
  private gathering: NodeJS.Timeout | undefined
  private remembering: NodeJS.Timeout | undefined

  constructor(private readonly house: AuditHouse) {}

  /** Compares the chain with the last entry that was remembered, and writes down where entries are missing. */
  async begin(): Promise<void> {
    const { store, log } = this.house
    const seen = rememberedHead(store.file)
    if (!seen || (await chainHas(store, seen))) return
    log.error({ entry: seen.seq, hash: seen.hash }, 'entries of the audit are gone or changed')
    await this.record({
      caller: { role: 'administrator', who: serverItself },
      from: null,
      action: 'broken',
      what: 'audit',
      detail: { remembered: seen },
    })
  }

  /**
   * Keeps a look, written with others within a second: reading waits for nothing. Throws 503 while so many wait that the
   * disk must be full: what cannot be kept is not shown.
   */
  note(happening: Now): void {
    if (this.waiting.length >= mostWaiting)
      throw new ProblemError(503, 'Who sees what cannot be written down just now, so nothing is shown.')
    this.waiting.push({ at: this.house.clock.now(), ...happening })
    this.gathering ??= setTimeout(() => {
      this.flush().catch((cause: unknown) =>
        this.house.log.error({ err: cause, waiting: this.waiting.length }, 'the audit could not be written'),
      )
    }, gatherMs).unref()
  }

  /** Keeps something that is not answered before it is kept: an export, a login. Rejects with the store's error. */
  async record(happening: Now): Promise<void> {
    const entry = { at: this.house.clock.now(), ...happening }
    await this.house.store.note((transaction) => appendWithin(transaction, [entry]))
    this.moved()
  }

  /** Adds to a change's transaction what is kept of it, so that neither is there without the other. */
  within(happening: Now): (transaction: Transaction) => Promise<void> {
    const entry = { at: this.house.clock.now(), ...happening }
    return async (transaction) => {
      await appendWithin(transaction, [entry])
      this.moved()
    }
  }

  /** Writes what waits; nothing is lost where that fails, and it is tried again with the next. */
  async flush(): Promise<void> {
    clearTimeout(this.gathering)
    this.gathering = undefined
    await this.writing?.catch(() => undefined)
    if (this.waiting.length === 0) return
    const batch = this.waiting
    this.waiting = []
    this.writing = this.house.store.note((transaction) => appendWithin(transaction, batch))
    try {
      await this.writing
      await rememberHead(this.house.store)
    } catch (cause) {
      this.waiting = [...batch, ...this.waiting]
      throw cause
    } finally {
      this.writing = undefined
    }
  }

  /** Writes everything and remembers the end; before the store is closed. */
  async close(): Promise<void> {
    await this.flush()
    clearTimeout(this.remembering)
    await rememberHead(this.house.store)
  }

  /** Remembers the end soon, once a second at most: after a commit that added to the chain. */
  moved(): void {
    this.remembering ??= setTimeout(() => {
      this.remembering = undefined
      rememberHead(this.house.store).catch((cause: unknown) =>
        this.house.log.warn({ err: cause }, 'the end of the audit could not be remembered'),
      )
    }, gatherMs).unref()
  }
}
