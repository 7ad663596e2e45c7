import { statSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { StoreError } from './errors.ts'

/** Bytes kept free beside what the log needs to be folded in. */
export const defaultReserve = 64 * 1024 * 1024

/**
 * Refuses a write before the disk is full: the engine gives up the whole database, reads included, when a checkpoint
 * finds no room. Needed are `reserve` bytes and once more what the write-ahead log holds. Throws a StoreError `full`;
 * where the file system does not say how much is free, nothing is refused.
 */
export async function roomToWrite(file: string, reserve: number): Promise<void> {
  const free = await freeBytes(dirname(file))
  if (free === undefined) return
  const needed = reserve + sizeOf(`${file}.wal`)
  if (free >= needed) return
  throw new StoreError(
    'full',
    `the disk of ${file} has ${megabytes(free)} MB free and writing needs ${megabytes(needed)} MB: make room. ` +
      'Reading goes on, nothing acknowledged is lost, and writing goes on by itself once there is room',
  )
}

async function freeBytes(folder: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  } catch {
    return undefined
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1_000_000)
}
