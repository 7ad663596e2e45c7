import { number, text } from '../centre/index.ts'
import { type Store, sql } from '../store/index.ts'

/** Tickets of one span of keys and the ids among them, by their letters. */
interface Span {
  first: string
  last: string
}

/** Keys that a ticket lies between, `to` not included. */
export interface Keys {
  from: number
  to: number
}

/**
 * Among which keys an id lies. Ids mostly rise with the day, but the engine knows the first eight letters of them alone,
 * which tell no more than the month. What is said here is where to look first, never that there is no such ticket: spans are
 * read in passing, and read on when a ticket is met that they do not tell of.
 */
export class IdSpans {
  private readonly spans = new Map<number, Span>()
  /** the highest key that was read */
  private upTo = 0
  private reading: Promise<void> | undefined

  /** `size`: keys of a span; ten million tickets make 1,200 pairs of ids */
  constructor(
    private readonly store: Store,
    private readonly size = 8192,
  ) {}

  /** Where to look first; undefined where that is not known, or no less than a quarter of everything. */
  keysOf(id: string): Keys | undefined {
    let [from, to] = [Number.POSITIVE_INFINITY, 0]
    for (const [number, span] of this.spans)
      if (holds(span, id)) {
        from = Math.min(from, number)
        to = Math.max(to, number + 1)
      }
    return from < to && to - from < this.spans.size / 4
      ? { from: from * this.size, to: to * this.size }
      : undefined
  }

  /** Told where a ticket was found: if it is a later one, or was given another key, spans are read anew; nobody waits. */
  met(id: string, key: number): Promise<void> | undefined {
    const span = this.spans.get(Math.floor(key / this.size))
    if (span && holds(span, id)) return undefined
    this.reading ??= this.read(key > this.upTo ? this.upTo : 0)
      // tickets are looked for everywhere then
      .catch(() => undefined)
      .finally(() => {
        this.reading = undefined
      })
    return this.reading
  }

  private async read(after: number): Promise<void> {
    const { size } = this
    const rows = await this.store.read(sql`
      SELECT t.key // ${size} AS span, min(t.id) AS first, max(t.id) AS last, max(t.key) AS key
      FROM ticket t WHERE t.key >= ${after - (after % size)} GROUP BY 1`)
    if (after === 0) this.spans.clear()
    this.upTo = after
    for (const row of rows) {
      this.spans.set(number(row.span), { first: text(row.first), last: text(row.last) })
      this.upTo = Math.max(this.upTo, number(row.key))
    }
  }
}

function holds({ first, last }: Span, id: string): boolean {
  return first <= id && id <= last
}

const known = new WeakMap<Store, IdSpans>()

/** Those of a database, kept as long as it is open. */
export function idSpansOf(store: Store): IdSpans {
  const spans = known.get(store) ?? new IdSpans(store)
  known.set(store, spans)
  return spans
}
