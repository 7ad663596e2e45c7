import { setTimeout as sleep } from 'node:timers/promises'
import type { RowOutcome } from '@grid/data/contract'
import { appendWithin, type Happening } from '../../audit/index.ts'
import { onlyAdded } from '../../centre/index.ts'
import type { Clock } from '../../clock.ts'
import type { Sql, Store, Transaction } from '../../store/index.ts'
import { type Standing, standingOf } from '../standing.ts'
import { takeEvents } from './events.ts'
import { KeyReused, keepOutcomes, keptOutcomes, type Token, tokenName } from './idempotency.ts'
import { admitted, Outside, outsideOf, refusedRows } from './outside.ts'
import { idsOf, type Rows } from './rows.ts'
import { takeTickets } from './tickets.ts'

/** Rows that one transaction takes at the most: enough to hide what a commit costs, few enough to answer soon. */
const rowsOfBatch = 4_000
/** Rows that may wait; more are refused, so that senders slow down before the memory is full. */
const rowsWaiting = 20_000

/** Longest wait for as many messages as shared the last commit: a tenth of what a commit of hundreds of rows takes. */
const gatheringMs = 10

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

/** What the audit is to keep about a message, once it is known what became of its rows. */
export type Told = (outcomes: readonly RowOutcome[]) => Happening

/** What goes with the rows of a message. */
export interface About {
  token?: Token | undefined
  told?: Told | undefined
  /** condition over tickets `t` of those that the sender may touch; all where absent */
  within?: Sql | undefined
}

interface Message extends About {
  rows: Rows
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
  /** what rows are judged by at a data version; every commit but our own makes it doubtful */
  private kept: { version: number; standing: Standing } | undefined

  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    /** called after every commit that changed something */
    private readonly committed: () => void,
  ) {}

  /**
   * Takes the rows of one message; what it changed is kept in the audit with it. A row about a ticket that is not `within`,
   * or would not be, is rejected. Throws {@link Busy}, {@link KeyReused}, an IntakeError, or the store's error.
   */
  take(rows: Rows, about: About = {}): Promise<Taken> {
    const count = rows.list.length
    if (this.rows > 0 && this.rows + count > rowsWaiting) return Promise.reject(new Busy(1))
    return new Promise<Taken>((resolve, reject) => {
      this.waiting.push({ rows, ...about, refused: new Set(), resolve, reject })
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
      await this.gather(batch.length)
    }
    this.running = false
  }

  /**
   * Senders who wait for their answers send the next message when they have them, each at its own moment: without a wait
   * the first to come would have a commit to itself, at the cost of one for all.
   */
  private async gather(messages: number): Promise<void> {
    if (messages < 2) return
    for (let ms = 0; ms < gatheringMs && this.waiting.length < messages; ms++) await sleep(1)
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
      if (this.kept) this.kept.version = this.store.version
      // a list that grew is read anew, and what is kept of it is gone
      if (this.kept && addsOnly(batch, taken)) onlyAdded(this.store)
      for (const [index, message] of batch.entries()) settle(message, taken[index]!)
      this.committed()
    } catch (cause) {
      this.kept = undefined
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
    const answers = fresh.map(({ rows, token, told }) => {
      const first = next
      next += rows.list.length
      const own = outcomes.slice(first, next).map((one) => ({ ...one, row: one.row - first }))
      return { token, told, outcomes: own }
    })
    await keepOutcomes(
      transaction,
      answers.flatMap(({ token, outcomes }) => (token ? [{ token, outcomes }] : [])),
      now,
    )
    const changing = answers.filter(({ outcomes }) => outcomes.some(changes))
    await appendWithin(
      transaction,
      changing.flatMap(({ told, outcomes }) => told?.(outcomes) ?? []),
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
    if (lines.length === 0 && tickets.length === 0) return []
    const standing = await this.standing(transaction)
    const listed = namesIn(standing)
    const outcomes =
      lines.length > 0
        ? await takeEvents(transaction, lines, { standing, now })
        : await takeTickets(transaction, tickets, { standing, now })
    // names that the centre did not know may be in its rules
    if (namesIn(standing) > listed) this.kept = undefined
    return outcomes
  }

  private async standing(transaction: Transaction): Promise<Standing> {
    if (this.kept?.version !== this.store.version)
      this.kept = { version: this.store.version, standing: await standingOf(transaction) }
    return this.kept.standing
  }
}

function changes({ outcome }: RowOutcome): boolean {
  return outcome === 'created' || outcome === 'updated'
}

/** Whether tickets were made and none was changed. */
function addsOnly(batch: readonly Message[], taken: readonly (Taken | KeyReused)[]): boolean {
  return (
    batch.every(({ rows }) => rows.of === 'tickets') &&
    taken.every(
      (one) =>
        one instanceof KeyReused || one.replayed || one.rows.every(({ outcome }) => outcome !== 'updated'),
    )
  )
}

function namesIn({ keys }: Standing): number {
  return Object.values(keys).reduce((sum, { highest }) => sum + highest, 0)
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
