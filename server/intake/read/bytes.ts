import { constants, createReadStream } from 'node:fs'
import { access, open, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { SourceError } from './source.ts'

const CHUNK = 256 * 1024
const HEAD = 256 * 1024

/** A file on disk as bytes, unpacked if it is gzip. */
export interface ByteFile {
  path: string
  /** file name without `.gz` */
  name: string
  gzip: boolean
  /** the first bytes, unpacked */
  head: Uint8Array
  /** the head is all there is */
  whole: boolean
  /** bytes of the file on disk */
  bytes: { read: number; total: number }
  /** The unpacked bytes from the start; restarts `bytes.read`. */
  chunks(): AsyncIterable<Uint8Array>
}

/** Opens a regular file that can be read; a SourceError says why not. */
export async function openBytes(path: string): Promise<ByteFile> {
  const total = await sizeOf(path)
  if (total === 0) throw new SourceError('the file is empty', path, 'export the file again')
  const gzip = await startsWithGzip(path)
  const bytes = { read: 0, total }
  const chunks = () => readChunks(path, gzip, bytes)
  const { head, whole } = await readHead(chunks())
  if (head.length === 0) throw new SourceError('the packed file is empty', path, 'export the file again')
  const name = gzip ? basename(path).replace(/\.(gz|gzip)$/i, '') : basename(path)
  return { path, name, gzip, head, whole, bytes, chunks }
}

async function sizeOf(path: string): Promise<number> {
  try {
    const found = await stat(path)
    if (found.isDirectory()) throw new SourceError('this is a folder, not a file', path, 'name a file in it')
    if (!found.isFile()) throw new SourceError('this is not a regular file', path, 'copy it to a file first')
    await access(path, constants.R_OK)
    return found.size
  } catch (error) {
    throw unreadable(error, path)
  }
}

async function startsWithGzip(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer } = await file.read(new Uint8Array(2), 0, 2, 0)
    return buffer[0] === 0x1f && buffer[1] === 0x8b
  } finally {
    await file.close()
  }
}

async function readHead(chunks: AsyncIterable<Uint8Array>): Promise<{ head: Uint8Array; whole: boolean }> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const chunk of chunks) {
    // one byte more than asked tells a whole file from a longer one
    if (length > HEAD) return { head: Buffer.concat(parts), whole: false }
    parts.push(chunk)
    length += chunk.length
  }
  return { head: Buffer.concat(parts), whole: true }
}

async function* readChunks(path: string, gzip: boolean, bytes: { read: number }): AsyncIterable<Uint8Array> {
  bytes.read = 0
  const file = createReadStream(path, { highWaterMark: CHUNK })
  const stream = gzip ? pipeline(file, createGunzip({ chunkSize: CHUNK }), () => {}) : file
  let unpacked = 0
  try {
    for await (const chunk of stream) {
      unpacked += chunk.length
      bytes.read = file.bytesRead
      yield chunk
    }
  } catch (error) {
    throw unreadable(error, path, unpacked)
  } finally {
    file.destroy()
  }
}

function unreadable(error: unknown, path: string, unpacked?: number): SourceError {
  if (error instanceof SourceError) return error
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const place = unpacked === undefined ? path : `${path}, after ${unpacked} unpacked bytes`
  const options = { cause: error }
  if (code === 'ENOENT') return new SourceError('there is no such file', path, 'check the path', options)
  if (code === 'EACCES' || code === 'EPERM') {
    return new SourceError('the file may not be read by this user', path, 'change its permissions', options)
  }
  if (code === 'Z_BUF_ERROR') {
    return new SourceError('the gzip file is cut short', place, 'copy or download the file again', options)
  }
  if (typeof code === 'string' && code.startsWith('Z_')) {
    return new SourceError('the gzip file is damaged', place, 'copy or download the file again', options)
  }
  const why = error instanceof Error ? error.message : String(error)
  return new SourceError(`the file cannot be read: ${why}`, place, 'copy the file to a local disk', options)
}
