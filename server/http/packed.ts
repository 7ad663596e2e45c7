import { promisify } from 'node:util'
import { constants, gzip, gzipSync } from 'node:zlib'
import { timeCubeType } from '@grid/data/contract'
import type { Context } from 'hono'
import { accepts } from 'hono/accepts'
import { COMPRESSIBLE_CONTENT_TYPE_REGEX } from 'hono/utils/compress'
import type { Copy } from './flights.ts'

/** Bytes from which an answer is worth packing. */
const worthwhile = 1024
/** Bytes from which another thread packs: the way there and back takes as long as to pack fewer. */
const handedOver = 64_000
/** Bytes from which an answer is long, and packed in a hurry: the usual packing takes four times as long for a sixth fewer bytes. */
const long = 1_000_000

const pack = promisify(gzip)

/** Answers of ours that are worth it beside what is by common consent. */
const ours = [timeCubeType, 'application/vnd.mapbox-vector-tile']

/** Whether packing makes an answer of this type shorter. */
export function isCompressible(type: string): boolean {
  return ours.includes(type) || COMPRESSIBLE_CONTENT_TYPE_REGEX.test(type)
}

/**
 * A whole answer packed for who accepts that, and its length said: what is left to pack as a stream, or to measure, takes
 * longer on its way out than most questions take.
 */
export async function packed(c: Context, copy: Copy): Promise<Copy> {
  const { body } = copy
  if (!body) return copy
  const headers = new Headers(copy.headers)
  const bytes = isToPack(c, copy) ? await packedBytes(body) : body
  if (bytes !== body) headers.set('Content-Encoding', 'gzip')
  headers.set('Content-Length', `${bytes.byteLength}`)
  return { ...copy, headers, body: bytes }
}

function isToPack(c: Context, { body, headers }: Copy): boolean {
  const type = headers.get('Content-Type')
  if (!body || body.byteLength < worthwhile || type === null || !isCompressible(type)) return false
  if (c.req.method === 'HEAD' || headers.has('Content-Encoding')) return false
  return accepts(c, { header: 'Accept-Encoding', supports: ['gzip'], default: '' }) === 'gzip'
}

async function packedBytes(body: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  if (body.byteLength < handedOver) return gzipSync(body)
  return pack(body, body.byteLength < long ? {} : { level: constants.Z_BEST_SPEED })
}
