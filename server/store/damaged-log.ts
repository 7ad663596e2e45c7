import { closeSync, copyFileSync, existsSync, openSync, readSync, statSync, truncateSync } from 'node:fs'

/** A write-ahead log that ended in something the engine could not have written whole. */
export interface LogDamage {
  /** copy of the log as it was found */
  kept: string
  /** bytes of it that were read, and bytes behind them that could not be */
  readable: number
  lost: number
  /** what is wrong, for people */
  detail: string
}

/** The log begins with a header of this size; then come entries, each behind its size and its checksum. */
const header = 8
const frame = 16

/**
 * Looks whether the log beside a database ends within an entry, as after a loss of power: the engine takes what is whole
 * and says nothing of the rest. Keeps a copy of such a log; undefined where it is whole or there is none.
 */
export function tornEnd(file: string): LogDamage | undefined {
  const log = logOf(file)
  if (!existsSync(log)) return undefined
  const { size } = statSync(log)
  const readable = lastWhole(log, size)
  if (readable >= size) return undefined
  return keep(
    log,
    readable,
    `its last ${size - readable} bytes are part of an entry that was not written whole`,
  )
}

/**
 * Cuts the log at the entry that the engine refused, after a copy of it was kept: what was committed before it can be
 * read again. Undefined where the engine's complaint does not name an entry.
 */
export function cutAtRefused(file: string, cause: unknown): LogDamage | undefined {
  const text = cause instanceof Error ? cause.message : String(cause)
  const named = /Corrupt WAL file: entry at byte position (\d+)/.exec(text)?.[1]
  const log = logOf(file)
  if (named === undefined || !existsSync(log)) return undefined
  // the engine names the place behind the entry's size and checksum
  const end = Number(named) - frame
  if (end < header || end >= statSync(log).size) return undefined
  const damage = keep(log, end, `the entry at byte ${end} does not match its checksum`)
  truncateSync(log, end)
  return damage
}

function logOf(file: string): string {
  return `${file}.wal`
}

/** Copies the log beside itself under a name that is free. */
function keep(log: string, readable: number, detail: string): LogDamage {
  let kept = `${log}.damaged`
  for (let number = 2; existsSync(kept); number++) kept = `${log}.damaged-${number}`
  copyFileSync(log, kept)
  return { kept, readable, lost: statSync(kept).size - readable, detail }
}

/** Bytes up to the end of the last entry whose size fits into the file. */
function lastWhole(log: string, size: number): number {
  const descriptor = openSync(log, 'r')
  const start = Buffer.alloc(frame)
  try {
    let at = header
    while (at + frame <= size) {
      readSync(descriptor, start, 0, frame, at)
      const next = at + frame + Number(start.readBigUInt64LE(0))
      if (next > size) break
      at = next
    }
    return Math.min(at, size)
  } finally {
    closeSync(descriptor)
  }
}
