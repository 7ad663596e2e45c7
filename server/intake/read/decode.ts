import { TextDecoder } from 'node:util'
import type { Encoding } from '@grid/data/contract'
import type { ByteFile } from './bytes.ts'
import { misread } from './encoding.ts'
import { EncodingError, SourceError } from './source.ts'

/**
 * Stands in decoded text for bytes that are no character of the encoding: a code point that Unicode reserves as
 * no character, so that it cannot be mistaken for a U+FFFD which the file itself contains.
 */
export const BROKEN = '\ufdd0'

const MOST_WITHOUT_BREAK = 64 * 1024 * 1024
const LINE_FEED = 0x0a
/** Bytes below this are whole characters in UTF-8, GB18030 and windows-1252: never a part of a longer one. */
const ALWAYS_WHOLE = 0x30

/**
 * The text of a file in pieces, without its byte order mark. Single broken characters become BROKEN; a file that
 * turns out to be in another encoding throws a SourceError.
 */
export async function* decode(file: ByteFile, encoding: Encoding): AsyncGenerator<string> {
  if (encoding === 'utf-16le' || encoding === 'utf-16be') yield* decodeWide(file, encoding)
  else yield* decodeNarrow(file, encoding)
}

async function* decodeNarrow(file: ByteFile, encoding: Encoding): AsyncGenerator<string> {
  let offset = 0
  let rest: Uint8Array = new Uint8Array()
  for await (const chunk of file.chunks()) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    const cut = lastWhole(bytes)
    if (cut === 0 && bytes.length > MOST_WITHOUT_BREAK) {
      throw new SourceError(
        'no line or separator in 64 MB',
        `${file.path}, byte ${offset}`,
        'is it a text file?',
      )
    }
    if (cut > 0) yield decodePiece(file.path, bytes.subarray(0, cut), offset, encoding)
    offset += cut
    rest = bytes.subarray(cut)
  }
  if (rest.length > 0) yield decodePiece(file.path, rest, offset, encoding)
}

function lastWhole(bytes: Uint8Array): number {
  for (let at = bytes.length - 1; at >= 0; at--) if ((bytes[at] ?? 0xff) < ALWAYS_WHOLE) return at + 1
  return 0
}

/**
 * The text of some whole characters of a file, that begin at a byte of it; without its byte order mark where that is the
 * first. Not for UTF-16.
 */
export function decodePiece(path: string, bytes: Uint8Array, offset: number, encoding: Encoding): string {
  const strict = strictDecoder(encoding, offset > 0)
  try {
    return western(strict.decode(bytes), encoding)
  } catch {
    return decodeLines(path, bytes, offset, encoding)
  }
}

function strictDecoder(encoding: Encoding, ignoreBOM: boolean): TextDecoder {
  return new TextDecoder(encoding, { fatal: true, ignoreBOM })
}

/** Line by line, so that one broken character costs one line's second look and nothing else. */
function decodeLines(path: string, bytes: Uint8Array, offset: number, encoding: Encoding): string {
  const parts: string[] = []
  for (let start = 0; start < bytes.length; ) {
    const feed = bytes.indexOf(LINE_FEED, start)
    const end = feed < 0 ? bytes.length : feed + 1
    const line = bytes.subarray(start, end)
    parts.push(decodeLine(path, line, offset + start, encoding))
    start = end
  }
  return parts.join('')
}

function decodeLine(path: string, line: Uint8Array, offset: number, encoding: Encoding): string {
  try {
    return strictDecoder(encoding, offset > 0).decode(line)
  } catch {
    const better = misread(line, encoding)
    if (better) {
      const message = `the text is read as ${encoding}, and from byte ${offset} on it is something else`
      throw new EncodingError(message, `${path}, byte ${offset}`, better)
    }
    const loose = new TextDecoder(encoding, { ignoreBOM: offset > 0 }).decode(line)
    return loose.replaceAll('\ufffd', BROKEN)
  }
}

async function* decodeWide(file: ByteFile, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  let offset = 0
  const next = (bytes: Uint8Array | undefined): string => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode()
    } catch (error) {
      const place = `${file.path}, near byte ${offset}`
      throw new SourceError(`the text is not ${encoding}`, place, 'save the file as UTF-8', { cause: error })
    }
  }
  for await (const chunk of file.chunks()) {
    const text = next(chunk)
    offset += chunk.length
    if (text.length > 0) yield text
  }
  const last = next(undefined)
  if (last.length > 0) yield last
}

/** Bytes 0x80 to 0x9F of windows-1252, which some versions of the runtime leave as control characters. */
const WESTERN = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

function western(text: string, encoding: Encoding): string {
  if (encoding !== 'windows-1252') return text
  return text.replace(/[\u0080-\u009f]/g, (c) => WESTERN[c.charCodeAt(0) - 0x80] ?? c)
}
