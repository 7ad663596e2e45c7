import { z } from 'zod'

/** Where a page ended: the ticket that was last on it. */
export interface Place {
  /** ISO 8601 in UTC */
  reportedAt: string
  id: string
}

const Written = z.tuple([z.iso.datetime(), z.string()])

/** A place as an opaque text that fits an address. */
export function writeCursor({ reportedAt, id }: Place): string {
  return Buffer.from(JSON.stringify([reportedAt, id])).toString('base64url')
}

/** The place behind a cursor, or null where it was not written by us. */
export function readCursor(cursor: string): Place | null {
  try {
    const [reportedAt, id] = Written.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
    return { reportedAt, id }
  } catch {
    return null
  }
}
