import { chownSync, existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { number, text } from '../centre/index.ts'
import { type Store, sql } from '../store/index.ts'
import type { Head } from './append.ts'

const Kept = z.object({ seq: z.int(), hash: z.string() })

/** The file beside a database that keeps the last entry of its audit. */
export function headFile(database: string): string {
  return `${database}.audit`
}

/** The last entry as the file beside the database has it; undefined where there is no such file, or it cannot be read. */
export function rememberedHead(database: string): Head | undefined {
  const file = headFile(database)
  if (database === ':memory:' || !existsSync(file)) return undefined
  try {
    return Kept.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return undefined
  }
}

/** Keeps the last entry that is in the database beside it; never one that is not there yet. */
export async function rememberHead(store: Store): Promise<Head> {
  const [row] = await store.read(sql`SELECT seq, hash FROM audit_head`)
  const head = { seq: number(row?.seq), hash: text(row?.hash) }
  if (store.file === ':memory:' || head.seq === 0) return head
  const file = headFile(store.file)
  writeFileSync(`${file}.part`, `${JSON.stringify(head)}\n`, { mode: 0o600 })
  // what the administrator of the machine does on the command line must stay readable to the server
  if (process.getuid?.() === 0) {
    const { uid, gid } = statSync(store.file)
    chownSync(`${file}.part`, uid, gid)
  }
  renameSync(`${file}.part`, file)
  return head
}

/** Whether the chain of a database has this entry; one that retention has removed is taken for there. */
export async function chainHas(store: Store, { seq, hash }: Head): Promise<boolean> {
  const [row] =
    await store.read(sql`SELECT h.anchor_seq, h.anchor_hash, (SELECT hash FROM audit WHERE seq = ${seq}) AS hash
    FROM audit_head h`)
  const anchor = number(row?.anchor_seq)
  return seq < anchor || (seq === anchor ? row?.anchor_hash === hash : row?.hash === hash)
}
