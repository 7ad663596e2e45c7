import { number, text } from '../centre/index.ts'
import { type Store, sql } from '../store/index.ts'

/** Tickets of one span of keys. */
interface Span {
  /** the first and the last id among them, by their letters */
  first: string
  last: string
  /** what tells each id from others, by the place of its key in the span */
  prints: Uint16Array
}

/** What a print is of: the engine makes those of all tickets in the time it takes to read their ids. */
const print = sql`hash(t.id) & 65535`

/** More tickets than this are not looked at one by one. */
const mostLikely = 16

/**
 * Which keys the ticket with an id may have. Ids mostly rise with the day, but the engine knows the first eight letters of them
 * alone, which tell no more than the month. What is said here is where to look first, never that there is no such ticket: spans
 * are read in passing, and read on when a ticket is met that they do not tell of.
 */
export class IdSpans {
  private spans = new Map<number, Span>()
  /** the highest key that was read */
  private upTo = 0
  private reading: Promise<void> | undefined

  /** `size`: keys of a span; ten million tickets make 1,200 pairs of ids, and 20 MB of prints */
  constructor(
    private readonly store: Store,
    private readonly size = 8192,
  ) {}

  /** Where to look first; none where that is not known, would be no less than a quarter of everything, or too many. */
  async keysOf(id: string): Promise<number[]> {
    const holding = [...this.spans].filter(([, span]) => holds(span, id))
    if (holding.length === 0 || holding.length >= this.spans.size / 4) return []
    const own = await this.printOf(id)
    const keys = holding.flatMap(([number, { prints }]) =>
      placesOf(prints, own).map((place) => number * this.size + place),
    )
    return keys.length > mostLikely ? [] : keys
  }

  /**
   * Told where a ticket was found that was not looked for there: if it is a later one, or was given another key or id, spans are
   * read anew; nobody waits.
   */
  async met(id: string, key: number): Promise<void> {
    const span = this.spans.get(Math.floor(key / this.size))
    if (span && holds(span, id) && span.prints[key % this.size] === (await this.printOf(id))) return
    this.reading ??= this.read(key > this.upTo ? this.upTo : 0).finally(() => {
      this.reading = undefined
    })
    await this.reading
  }

  private async printOf(id: string): Promise<number> {
    const [row] = await this.store.read(sql`SELECT ${print} AS print FROM (SELECT ${id} AS id) t`, {
      kept: true,
    })
    return number(row?.print)
  }

  private async read(after: number): Promise<void> {
    const { store, size } = this
    const from = after - (after % size)
    const rows = await store.read(sql`
      SELECT t.key // ${size} AS span, min(t.id) AS first, max(t.id) AS last, max(t.key) AS key
      FROM ticket t WHERE t.key >= ${from} GROUP BY 1`)
    const spans = new Map(after === 0 ? [] : this.spans)
    let upTo = after
    for (const row of rows) {
      spans.set(number(row.span), {
        first: text(row.first),
        last: text(row.last),
        prints: new Uint16Array(size),
      })
      upTo = Math.max(upTo, number(row.key))
    }
    const all = store.columns(
      sql`SELECT CAST(t.key AS DOUBLE), CAST(${print} AS DOUBLE) FROM ticket t WHERE t.key >= ${from} AND t.key <= ${upTo}`,
    )
    for await (const [keys, prints] of all)
      for (let index = 0; index < keys!.length; index++) {
        const key = keys![index]!
        const span = spans.get(Math.floor(key / size))
        if (span) span.prints[key % size] = prints![index]!
      }
    this.spans = spans
    this.upTo = upTo
  }
}

function holds({ first, last }: Span, id: string): boolean {
  return first <= id && id <= last
}

function placesOf(prints: Uint16Array, print: number): number[] {
  const places: number[] = []
  for (let at = prints.indexOf(print); at !== -1; at = prints.indexOf(print, at + 1)) places.push(at)
  return places
}

const known = new WeakMap<Store, IdSpans>()

/** Those of a database, kept as long as it is open. */
export function idSpansOf(store: Store): IdSpans {
  const spans = known.get(store) ?? new IdSpans(store)
  known.set(store, spans)
  return spans
}
