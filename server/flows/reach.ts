import { isUnmarked, number, numberOrNull } from '../centre/index.ts'
import type { Asking } from '../filter/index.ts'
import { countIf, join, type Row, type Sql, sql } from '../store/index.ts'

/** Tickets `t` whose logs are asked for, and between which keys they lie. */
export interface Reach {
  where: Sql
  tickets: number
  /** the first and the last key */
  first: number
  last: number
  /** keys between which every ticket that was work is one of them, where a good part of the reach is known to be such */
  plain?: Stretch | undefined
}

/** What {@link reachIn} reads of tickets `t`, those in doubt left out. */
export const reachColumns = (which: Sql = sql`TRUE`): Sql =>
  sql`${countIf(which)} AS reached, min(t.key) FILTER (WHERE ${which}) AS first_key,
    max(t.key) FILTER (WHERE ${which}) AS last_key`

/** The reach of tickets `where` from a row with {@link reachColumns}. */
export function reachIn(where: Sql, row: Row | undefined): Reach {
  const tickets = number(row?.reached ?? 0)
  return tickets === 0
    ? { where: sql`FALSE`, tickets, first: 0, last: 0 }
    : { where, tickets, first: number(row?.first_key), last: number(row?.last_key) }
}

/** Counts the tickets that a condition holds for, and finds their keys. */
export async function reachOf(
  { store, signal }: Pick<Asking, 'store' | 'signal'>,
  where: Sql,
): Promise<Reach> {
  const [row] = await store.read(sql`SELECT ${reachColumns()} FROM ticket t WHERE ${where}`, { signal })
  return reachIn(where, row)
}

/** Whether a key lies within a reach: keys grow as tickets arrive, so a month's logs are found without a look at those of years. */
export function keyWithin({ first, last }: Stretch, key: Sql): Sql {
  return sql`${key} BETWEEN ${first} AND ${last}`
}

/** Keys as many as the engine looks up by their place among them: beyond, it hashes each, which costs five times as much. */
const looked = 2 ** 20
/** A statement of many parts takes long to plan. */
const mostStretches = 16

type Stretch = Pick<Reach, 'first' | 'last'>

/** The reach in stretches that its tickets are quickly looked up in; as one where those would be too many. */
export function stretchesOf({ first, last }: Stretch, length = looked): readonly Stretch[] {
  const count = Math.ceil((last - first + 1) / length)
  if (count > mostStretches) return [{ first, last }]
  return Array.from({ length: count }, (_, place) => {
    const start = first + place * length
    return { first: start, last: Math.min(last, start + length - 1) }
  })
}

/**
 * The rows `s` of a table with a column `ticket` that belong to the tickets of a reach: what stands behind FROM, up to
 * conditions that follow with AND. A set of keys that rows are looked up in costs the more the larger it is. Where most
 * tickets between the first and the last key are asked for, it is that of the others: every row has a ticket.
 */
export function rowsOf(table: Sql, reach: Reach, stretches = stretchesOf(reach)): Sql {
  const { where, tickets, first, last } = reach
  const within = (kind: Sql, which: Sql, stretch: Stretch) =>
    sql`${table} s ${kind} (SELECT t.key FROM ticket t WHERE ${keyWithin(stretch, sql`t.key`)} AND ${which}) o
      ON o.key = s.ticket WHERE ${keyWithin(stretch, sql`s.ticket`)}`
  if (2 * tickets > last - first + 1) return within(sql`ANTI JOIN`, sql`(${where}) IS NOT TRUE`, reach)
  const [only, ...others] = stretches.map((stretch) => within(sql`JOIN`, where, stretch))
  if (only !== undefined && others.length === 0) return only
  const each = stretches.map((stretch) => sql`SELECT s.* FROM ${within(sql`JOIN`, where, stretch)}`)
  return sql`(${join(each, ' UNION ALL ')}) s WHERE TRUE`
}

/**
 * The same of the stays of a reach: where every ticket is asked for that was work, its stays themselves say which it was, and
 * only those before and after are looked for.
 */
export function staysWithin(table: Sql, reach: Reach): Sql {
  const { where, first, last, plain } = reach
  if (!plain) return rowsOf(table, reach)
  const among = sql`${table} s WHERE ${keyWithin(plain, sql`s.ticket`)} AND ${isUnmarked('noWork')}`
  const edges = [
    { first, last: plain.first - 1 },
    { first: plain.last + 1, last },
  ].filter((edge) => edge.first <= edge.last)
  if (edges.length === 0) return among
  const looked = edges.map((edge) => rowsOf(table, { where, tickets: 0, ...edge }))
  return sql`(${join(
    [among, ...looked].map((rows) => sql`SELECT s.* FROM ${rows}`),
    ' UNION ALL ',
  )}) s WHERE TRUE`
}

/**
 * A reach of all tickets `reported` that were work with the stretch of its keys in which all tickets are such: keys rise with
 * the reports but for those that come late, which lie near the ends of a period.
 */
export async function plainly(
  { store, signal }: Pick<Asking, 'store' | 'signal'>,
  reach: Reach,
  reported: Sql,
): Promise<Reach> {
  const { first, last } = reach
  const middle = Math.floor((first + last) / 2)
  const [row] = await store.read(
    sql`SELECT max(t.key) FILTER (WHERE t.key <= ${middle}) AS before, min(t.key) FILTER (WHERE t.key > ${middle}) AS after
      FROM ticket t WHERE ${keyWithin(reach, sql`t.key`)} AND (${reported}) IS NOT TRUE`,
    { signal },
  )
  const plain = {
    first: (numberOrNull(row?.before) ?? first - 1) + 1,
    last: (numberOrNull(row?.after) ?? last + 1) - 1,
  }
  return 2 * (plain.last - plain.first + 1) > last - first + 1 ? { ...reach, plain } : reach
}

/** Bytes that marks of tickets may take: beyond, the tickets are gathered one by one. */
const mostMarked = 32 * 2 ** 20

/**
 * An aggregate: how many tickets rows `s` of a reach have, in each of at most so many groups. A bit is marked for each
 * ticket, which costs a third of looking it up among those seen.
 */
export function ticketsAmong({ first, last }: Reach, groups: number): Sql {
  return (groups * (last - first + 1)) / 8 > mostMarked
    ? sql`count(DISTINCT s.ticket)`
    : sql`coalesce(bit_count(bitstring_agg(s.ticket, ${first}, ${last})), 0)`
}
