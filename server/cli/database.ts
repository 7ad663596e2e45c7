import { existsSync, rmSync } from 'node:fs'
import { copyFile, open, rename } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { basename, resolve } from 'node:path'
import type { Clock } from '../clock.ts'
import { completeTickets, IntakeError } from '../intake/index.ts'
import { compactFile, openStore, type Store } from '../store/index.ts'
import { keepDeed } from './audited.ts'

/** Megabytes the engine may hold before it writes aside: imports are to stay small beside a running machine. */
const usualRoom = 1024

/** What it may hold to write many tickets: with less than some 1,890 it writes them with one thread, as it sets aside four for each of 109 columns and thread. */
export const roomForTickets = 1920

/** No more than a quarter of what the machine has. */
const limitOf = (room: number) => `${Math.floor(Math.min(room, totalmem() / 2 ** 20 / 4))}MB`

/** Runs `work` on a database that must be there. */
export async function withDatabase<T>(
  db: string,
  work: (store: Store) => Promise<T>,
  room = usualRoom,
): Promise<T> {
  const file = resolve(db)
  if (!existsSync(file))
    throw new IntakeError([`${file}: there is no such database; "grid load PACK" creates one`])
  return await closing(file, work, room)
}

/** Runs `work` on a database, or without one where there is none. */
export async function withDatabaseIfAny<T>(
  db: string,
  work: (store: Store | undefined) => Promise<T>,
): Promise<T> {
  return existsSync(resolve(db)) ? await closing(resolve(db), work) : await work(undefined)
}

/** Runs `work` on a database, made new where there is none; a new one is removed again when the work fails. */
export async function withNewDatabase<T>(db: string, work: (store: Store) => Promise<T>): Promise<T> {
  const file = resolve(db)
  const isNew = !existsSync(file)
  try {
    return await closing(file, work)
  } catch (cause) {
    if (isNew) for (const one of [file, `${file}.wal`]) rmSync(one, { force: true })
    throw cause
  }
}

async function closing<T>(file: string, work: (store: Store) => Promise<T>, room = usualRoom): Promise<T> {
  const store = await openStore({ file, memoryLimit: limitOf(room), readers: 1, timeoutMs: 0 })
  try {
    await completeTickets(store)
    return await work(store)
  } finally {
    await store.close()
  }
}

/** Copies a database whole into a file that must not be there yet; answers its size in bytes. */
export async function backup(db: string, to: string, clock: Clock): Promise<{ file: string; bytes: number }> {
  const target = resolve(to)
  if (existsSync(target)) throw new IntakeError([`${target}: is there already; name a new file`])
  return await withDatabase(db, async (store) => {
    // a copy of everything is the largest export there is: the copy knows of itself
    await keepDeed(store, clock, { action: 'exported', what: 'centre', subject: basename(target) })
    // from here on everything is in the one file, and this process alone may write to it
    await store.checkpoint()
    const aside = `${target}.part`
    await copyFile(store.file, aside)
    const copy = await open(aside, 'r+')
    await copy.sync()
    const { size } = await copy.stat()
    await copy.close()
    await rename(aside, target)
    return { file: target, bytes: size }
  })
}

/** Writes the file of a database anew, without what lies free in it. */
export async function compact(db: string): Promise<{ file: string; before: number; after: number }> {
  // brought to the present schema, and its log folded in
  const file = await withDatabase(db, async (store) => store.file)
  return { file, ...(await compactFile(file, limitOf(usualRoom))) }
}
