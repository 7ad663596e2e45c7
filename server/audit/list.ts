import type { AuditEntry, AuditPage, AuditQuestion } from '@grid/data/contract'
import { AuditEntry as Entry } from '@grid/data/contract'
import { startOfDay, text } from '../centre/index.ts'
import { all, instant, oneOf, type Row, type Store, sql } from '../store/index.ts'
import { writtenIn } from './verify.ts'

/** A page of the audit, the newest first; days are those of the zone. */
export async function listAudit(store: Store, question: AuditQuestion, timeZone: string): Promise<AuditPage> {
  const { who, action, what, subject, from, to, limit, after } = question
  const conditions = [
    ...(who === undefined ? [] : [sql`(who = ${who} OR contains(lower(name), ${who.toLowerCase()}))`]),
    ...(action === undefined ? [] : [oneOf(sql`action`, [action].flat())]),
    ...(what === undefined ? [] : [sql`what = ${what}`]),
    ...(subject === undefined ? [] : [sql`subject = ${subject}`]),
    ...(from === undefined ? [] : [sql`happened_at >= ${instant(startOfDay(from, timeZone))}`]),
    ...(to === undefined ? [] : [sql`happened_at < ${instant(startOfDay(to, timeZone))}`]),
    ...(after === undefined ? [] : [sql`seq < ${Number(after)}`]),
  ]
  const rows = await store.read(
    sql`SELECT * FROM audit WHERE ${all(conditions)} ORDER BY seq DESC LIMIT ${limit + 1}`,
  )
  const entries = rows.slice(0, limit).map(entryIn)
  const whats = await store.read(sql`SELECT DISTINCT what FROM audit ORDER BY what`)
  return {
    entries,
    next: rows.length > limit ? String(entries.at(-1)?.seq) : null,
    whats: whats.map((row) => text(row.what)),
  }
}

function entryIn(row: Row): AuditEntry {
  const { kind, who, name, filter, detail, ...rest } = writtenIn(row)
  return Entry.parse({
    ...rest,
    who: { kind, id: who, name },
    filter: parsed(filter),
    detail: parsed(detail),
    hash: text(row.hash),
  })
}

/** The JSON of a row; one that was cut for its length is told as it is. */
function parsed(json: string | null): unknown {
  if (json === null) return null
  try {
    return JSON.parse(json)
  } catch {
    return { cut: [json] }
  }
}
