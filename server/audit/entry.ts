import { createHash } from 'node:crypto'
import type { AuditAction } from '@grid/data/contract'
import type { Who } from '../access/index.ts'

/** Who does what the server does by itself. */
export const serverItself: Who = { kind: 'local', id: 'server', name: 'server' }

/** Something that somebody did, to be kept. */
export interface Happening {
  /** milliseconds since 1970 */
  at: number
  caller: { role: string; who: Who }
  /** network address of the asker; null where there is none */
  from: string | null
  action: AuditAction
  what: string
  subject?: string | null
  filter?: Readonly<Record<string, readonly string[]>> | null
  detail?: Readonly<Record<string, unknown>> | null
  request?: string | null
}

/** An entry as its row has it, but for its hash. Texts that are empty are null. */
export interface Written {
  seq: number
  /** ISO 8601 in UTC, to the millisecond */
  at: string
  kind: string
  who: string
  name: string
  role: string
  from: string | null
  action: string
  what: string
  subject: string | null
  filter: string | null
  detail: string | null
  request: string | null
}

/** Longest text of an entry; a filter is as long as an address. */
const longest = 16_000

/** A happening as it is written at its place in the chain. */
export function writtenOf(happening: Happening, seq: number): Written {
  const { at, caller, from, action, what, subject, filter, detail, request } = happening
  const { kind, id, name } = caller.who
  return {
    seq,
    at: new Date(at).toISOString(),
    kind,
    who: clipped(id),
    name: clipped(name),
    role: caller.role,
    from: from && clipped(from),
    action,
    what,
    subject: subject ? clipped(subject) : null,
    filter: filter && Object.keys(filter).length > 0 ? clipped(canonical(filter)) : null,
    detail: detail && Object.keys(detail).length > 0 ? clipped(canonical(detail)) : null,
    request: request ?? null,
  }
}

/** The hash of an entry: SHA-256, in hexadecimal, of the hash of the one before, a line feed, and its canonical JSON. */
export function hashOf(before: string, entry: Written): string {
  return createHash('sha256')
    .update(`${before}\n${canonical(entry)}`)
    .digest('hex')
}

/** JSON with the names of every object in the order of their code units, as RFC 8785 has it, and no space. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}

/** What a lone half of a character or an endless name would do to the row is not worth keeping. */
function clipped(text: string): string {
  return Buffer.from(text.slice(0, longest)).toString().replaceAll('\0', '\uFFFD')
}
