import { number } from '../centre/index.ts'
import { type Asking, predicateOf } from '../filter/index.ts'
import { notFound } from '../problems.ts'
import { type Sql, sql } from '../store/index.ts'
import { idSpansOf } from './id-spans.ts'

/**
 * The key of the ticket with an id; a 404 problem where there is none that the caller may see. To find a text takes longer
 * than all that is read by the key: it is looked for where such ids lie, and everywhere only if it is not there.
 */
export async function keyOf(asking: Asking, id: string, spans = idSpansOf(asking.store)): Promise<number> {
  const keys = spans.keysOf(id)
  // with an alternative that never holds the id is held against tickets of these keys alone: the engine would unpack the
  // ids of all around them
  const there = keys && sql`(t.id = ${id} OR t.key < 0) AND t.key >= ${keys.from} AND t.key < ${keys.to}`
  const key = (there && (await keyWhere(asking, there))) ?? (await keyWhere(asking, sql`t.id = ${id}`))
  if (key === undefined) throw missing(id)
  spans.met(id, key)
  return key
}

async function keyWhere(asking: Asking, where: Sql): Promise<number | undefined> {
  const { store, signal } = asking
  const [row] = await store.read(
    sql`SELECT t.key FROM ticket t WHERE ${where} AND ${predicateOf(asking, {})}`,
    { signal, kept: true },
  )
  return row && number(row.key)
}

/** The problem that there is no such ticket, or none that the caller may see. */
export function missing(id: string) {
  return notFound(`There is no ticket "${id}".`)
}
