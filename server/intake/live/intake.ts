import type { RowOutcome } from '@grid/data/contract'
import type { Clock } from '../../clock.ts'
import type { Sql, Store, Transaction } from '../../store/index.ts'
import { placedAreas } from '../areas/index.ts'
import { AreaPlacer } from '../locate/index.ts'
import { takeEvents } from './events.ts'
import { KeyReused, keepOutcomes, keptOutcomes, type Token, tokenName } from './idempotency.ts'
import { admitted, Outside, outsideOf, refusedRows } from './outside.ts'
import { idsOf, type Rows } from './rows.ts'
import { takeTickets } from './tickets.ts'

/** Rows that one transaction takes at the most: enough to hide what a commit costs, few enough to answer soon. */
const rowsOfBatch = 4_000
/** Rows that may wait; more are refused, so that senders slow down before the memory is full. */
const rowsWaiting = 20_000

/** What a sender is told when too much waits: nothing of its message was taken. */
export class Busy extends Error {
  override readonly name = 'Busy'
  constructor(
    /** seconds after which to try again */
    readonly retryAfter: number,
  ) {
    super('more tickets are arriving than can be written')
  }
}

/** What became of a message. `replayed`: it had been taken before, and nothing was done now. */
export interface Taken {
  rows: readonly RowOutcome[]
  replayed: boolean
}

interface Message {
  rows: Rows
  token: Token | undefined
  /** condition over tickets `t` of those that the sender may touch; all where absent */
  within: Sql | undefined
  /** ids that the sender may not touch, as far as is known */
  refused: ReadonlySet<string>
  resolve(taken: Taken): void
  reject(cause: unknown): void
}

/**
 * Tickets arriving one by one or in small numbers. Messages that wait while a commit is under way share the next one; each
 * is answered once its rows are durable. Where a shared transaction fails each message is tried by itself, so that one
 * that cannot be taken harms no other.
 */
export class LiveIntake {
  private readonly waiting: Message[] = []
  private rows = 0
  private running = false
  /** the index of the areas at a data version; every commit but our own makes it doubtful */
  private placer: { version: number; index: AreaPlacer } | undefined

  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    /** called after every commit that changed something */
    private readonly committed: () => void,
  ) {}

  /**
   * Takes the rows of one message. `within` is a condition over tickets `t`: a row about a ticket that is not so, or would
   * not be so, is rejected. Throws {@link Busy}, {@link KeyReused}, an IntakeError, or the store's error.
   */
  take(rows: Rows, token?: Token, within?: Sql): Promise<Taken> {
    const count = rows.list.length
    if (this.rows > 0 && this.rows + count > rowsWaiting) return Promise.reject(new Busy(1))
    return new Promise<Taken>((resolve, reject) => {
      this.waiting.push({ rows, token, within, refused: new Set(), resolve, reject })
      this.rows += count
      if (!this.running) void this.drain()
    })
  }

  private async drain(): Promise<void> {
    this.running = true
    // one turn of the event loop, so that messages of the same moment share a commit
    await new Promise((resolve) => setImmediate(resolve))
    while (this.waiting.length > 0) {
      const batch = this.nextBatch()
      await this.write(batch)
      for (const { rows } of batch) this.rows -= rows.list.length
    }
    this.running = false
  }

  /** The messages of the next commit, all of one kind. Messages about one ticket follow each other in commits of their own. */
  private nextBatch(): Message[] {
    const seen = new Set<string>()
    const kind = this.waiting[0]?.rows.of
    let count = 0
    let end = 0
    for (const { rows, token, within } of this.waiting) {
      // whose rows may be rejected in the end has a commit to itself
      if (within && end > 0) break
      const names = [...idsOf(rows), ...(token ? [tokenName(token)] : [])]
      const fits = rows.of === kind && count + rows.list.length <= rowsOfBatch
      if (end > 0 && (!fits || names.some((name) => seen.has(name)))) break
      for (const name of names) seen.add(name)
      count += rows.list.length
      end++
      if (within) break
    }
    return this.waiting.splice(0, end)
  }

  private async write(batch: readonly Message[]): Promise<void> {
    try {
      const taken = await this.store.writeAlone((transaction) => this.takeBatch(transaction, batch))
      if (this.placer) this.placer.version = this.store.version
      for (const [index, message] of batch.entries()) settle(message, taken[index]!)
      this.committed()
    } catch (cause) {
      this.placer = undefined
      const [only] = batch
      if (cause instanceof Outside)
        await this.write([{ ...only!, refused: new Set([...only!.refused, ...cause.ids]) }])
      else if (batch.length === 1) only!.reject(cause)
      else for (const message of batch) await this.write([message])
    }
  }

  private async takeBatch(
    transaction: Transaction,
    batch: readonly Message[],
  ): Promise<(Taken | KeyReused)[]> {
    const now = this.clock.now()
    const known = await keptOutcomes(
      transaction,
      batch.flatMap(({ token }) => token ?? []),
    )
    const before = batch.map(({ token }) => token && outcomesOf(known, token))
    const fresh = batch.filter((_, index) => before[index] === undefined)
    const outcomes = await this.takeFresh(transaction, fresh, now)
    let next = 0
    const answers = fresh.map(({ rows, token }) => {
      const first = next
      next += rows.list.length
      return { token, outcomes: outcomes.slice(first, next).map((one) => ({ ...one, row: one.row - first })) }
    })
    await keepOutcomes(
      transaction,
      answers.flatMap(({ token, outcomes }) => (token ? [{ token, outcomes }] : [])),
      now,
    )
    const fitting = answers.values()
    return before.map((kept) => {
      if (kept instanceof KeyReused) return kept
      if (kept) return { rows: kept, replayed: true }
      return { rows: fitting.next().value?.outcomes ?? [], replayed: false }
    })
  }

  /** Takes messages that were not taken before. Throws {@link Outside} where the one that is held to areas leaves them. */
  private async takeFresh(
    transaction: Transaction,
    fresh: readonly Message[],
    now: number,
  ): Promise<RowOutcome[]> {
    const [only] = fresh
    if (!only?.within) return await this.takeRows(transaction, fresh, now)
    const { rows, within, refused } = only
    const before = await outsideOf(transaction, idsOf(rows), within)
    if (before.some((id) => !refused.has(id))) throw new Outside(before)
    const outcomes = await this.takeRows(transaction, [{ ...only, rows: admitted(rows, refused) }], now)
    const after = await outsideOf(transaction, idsOf(admitted(rows, refused)), within)
    if (after.length > 0) throw new Outside(after)
    return refusedRows(rows, refused, outcomes)
  }

  private async takeRows(
    transaction: Transaction,
    messages: readonly Message[],
    now: number,
  ): Promise<RowOutcome[]> {
    const tickets = messages.flatMap(({ rows }) => (rows.of === 'tickets' ? rows.list : []))
    const lines = messages.flatMap(({ rows }) => (rows.of === 'events' ? rows.list : []))
    if (lines.length > 0) return await takeEvents(transaction, lines, now)
    if (tickets.length === 0) return []
    return await takeTickets(transaction, tickets, { placer: await this.placerOf(transaction), now })
  }

  private async placerOf(transaction: Transaction): Promise<AreaPlacer> {
    if (this.placer?.version !== this.store.version)
      this.placer = { version: this.store.version, index: new AreaPlacer(await placedAreas(transaction)) }
    return this.placer.index
  }
}

function settle({ resolve, reject }: Message, taken: Taken | KeyReused): void {
  if (taken instanceof KeyReused) reject(taken)
  else resolve(taken)
}

function outcomesOf(
  known: Awaited<ReturnType<typeof keptOutcomes>>,
  token: Token,
): RowOutcome[] | KeyReused | undefined {
  const found = known.get(tokenName(token))
  if (found && found.fingerprint !== token.fingerprint) return new KeyReused()
  return found?.outcomes
}
