import { number, numberOrNull } from '../centre/index.ts'
import type { Asking } from '../filter/index.ts'
import { empty, type Row, type Sql, type Store, sql } from '../store/index.ts'
import type { Page } from './layer.ts'

/** Questions whose pages are known. */
const mostKept = 100

interface Known {
  /** how many tickets there are, and the box they lie in */
  whole: Promise<Row | undefined>
  /** the key that so many tickets lie up to: pages are asked for one after another */
  upTo: Map<number, number>
}

const pagesOf = new WeakMap<Store, TicketPages>()

/** What is known of the pages of a store's tickets. */
export function ticketPages(store: Store): TicketPages {
  const known = pagesOf.get(store) ?? new TicketPages()
  pagesOf.set(store, known)
  return known
}

/**
 * What is known of the pages of tickets under a condition at a data version: a reader of many pages asks the same for each,
 * and each page goes on where the last one ended.
 */
class TicketPages {
  private readonly kept = new Map<string, Known>()

  /** How many tickets `t` meet the condition, and west, south, east and north of them. */
  async whole(asking: Asking, where: Sql): Promise<Row | undefined> {
    return await this.known(asking, where).whole
  }

  /**
   * The tickets of a page as a condition; null where it has none. To sort keys alone and read the rows between two of them
   * costs the same wherever the page lies: sorting whole rows grows with all that come before.
   */
  async within(asking: Asking, where: Sql, { skip, take }: Page): Promise<Sql | null> {
    const { upTo } = this.known(asking, where)
    const before = upTo.get(skip)
    const after = before === undefined ? empty : sql`AND t.key > ${before}`
    const [row] = await asking.store.read(
      sql`SELECT min(key) AS first, max(key) AS last, count(*) AS n FROM (
        SELECT t.key FROM ticket t WHERE ${where} ${after}
        ORDER BY t.key LIMIT ${take} OFFSET ${before === undefined ? skip : 0})`,
      { signal: asking.signal },
    )
    const [first, last] = [numberOrNull(row?.first), numberOrNull(row?.last)]
    if (first === null || last === null) return null
    upTo.set(skip + number(row?.n), last)
    return sql`${where} AND t.key BETWEEN ${first} AND ${last}`
  }

  private known({ store, centre }: Asking, where: Sql): Known {
    const key = JSON.stringify([centre.version, where.sql, where.values])
    const known = this.kept.get(key)
    if (known) return known
    const made: Known = {
      // not stopped by one asker who leaves, since others may wait for it
      whole: store
        .read(
          sql`SELECT count(*) AS tickets, min(t.lon) AS west, min(t.lat) AS south, max(t.lon) AS east, max(t.lat) AS north
            FROM ticket t WHERE ${where}`,
        )
        .then(([row]) => row),
      upTo: new Map(),
    }
    made.whole.catch(() => this.kept.delete(key))
    this.kept.set(key, made)
    for (const old of [...this.kept.keys()].slice(0, -mostKept)) this.kept.delete(old)
    return made
  }
}
