import { number } from '../centre/index.ts'
import { type Asking, predicateOf } from '../filter/index.ts'
import { notFound } from '../problems.ts'
import { oneOf, type Sql, sql } from '../store/index.ts'
import { idSpansOf } from './id-spans.ts'

/**
 * What `read` finds of the ticket with an id under the key it is given; a 404 problem where there is none that the caller
 * may see. To find a text takes longer than all that is read by the key: where one key alone is likely it is read at once,
 * and the id is looked for everywhere only if what is found there is another's, or nothing.
 */
export async function foundUnder<T extends { id: string }>(
  asking: Asking,
  id: string,
  read: (key: number) => Promise<T | undefined>,
  spans = idSpansOf(asking.store),
): Promise<T> {
  const likely = await spans.keysOf(id)
  // with an alternative that never holds the id is held against these tickets alone: the engine would unpack all around them
  const among = likely.length > 1 && sql`(t.id = ${id} OR t.key < 0) AND ${oneOf(sql`t.key`, likely)}`
  const first = among ? await keyWhere(asking, among) : likely[0]
  const there = first === undefined ? undefined : await read(first)
  if (there?.id === id) return there
  const key = await keyWhere(asking, sql`t.id = ${id}`)
  const found = key === undefined ? undefined : await read(key)
  if (key === undefined || found?.id !== id) throw notFound(`There is no ticket "${id}".`)
  // what cannot be read is looked for everywhere
  spans.met(id, key).catch(() => undefined)
  return found
}

async function keyWhere(asking: Asking, where: Sql): Promise<number | undefined> {
  const { store, signal } = asking
  const [row] = await store.read(
    sql`SELECT t.key FROM ticket t WHERE ${where} AND ${predicateOf(asking, {})}`,
    { signal, kept: true },
  )
  return row && number(row.key)
}
