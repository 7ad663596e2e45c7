import { promisify } from 'node:util'
import { constants, gzip } from 'node:zlib'
import type { Context } from 'hono'
import { accepts } from 'hono/accepts'
import type { Copy } from './flights.ts'

/** Bytes from which an answer is long. */
const long = 1_000_000

const pack = promisify(gzip)

/**
 * A long JSON answer packed for who accepts that, at once and in a hurry: the usual packing, piece by piece, takes four times
 * as long for a sixth fewer bytes, and is left to do the rest.
 */
export async function packed(c: Context, copy: Copy): Promise<Copy> {
  const { body, headers } = copy
  if (!body || body.byteLength < long || !isJson(headers.get('Content-Type'))) return copy
  if (accepts(c, { header: 'Accept-Encoding', supports: ['gzip'], default: '' }) !== 'gzip') return copy
  const bytes = await pack(body, { level: constants.Z_BEST_SPEED })
  const said = new Headers(headers)
  said.set('Content-Encoding', 'gzip')
  said.delete('Content-Length')
  return { ...copy, headers: said, body: bytes }
}

function isJson(type: string | null): boolean {
  return type !== null && /^application\/(\w+\+)?json\b/.test(type)
}
