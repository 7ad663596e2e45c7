import { TextDecoder } from 'node:util'
import type { Encoding } from '@grid/data/contract'
import type { ByteFile } from './bytes.ts'
import { EncodingError } from './source.ts'

/**
 * The encoding of a text file: its byte order mark, else the declared one, else UTF-8. Throws a SourceError that
 * names the place and the encoding that fits when the first bytes are something else: no text is ever read as
 * what it is not.
 */
export function encodingOf(file: ByteFile, declared: Encoding | undefined): Encoding {
  const { head } = file
  const marked = byteOrderMark(head)
  if (marked) return marked
  const presumed = declared ?? 'utf-8'
  const better = misread(head, presumed)
  if (better === undefined) return presumed
  const at = firstBad(head, presumed)
  const line = lineAt(head, at)
  const claim = declared ? `declared ${declared}` : 'not UTF-8 and no encoding is declared'
  throw new EncodingError(
    better === null ? `the text is ${claim}, and fits no known encoding` : `the text is ${claim}`,
    `${file.path}, line ${line}, byte ${at}`,
    better,
  )
}

function byteOrderMark(head: Uint8Array): Encoding | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  return undefined
}

/**
 * Whether bytes presumed to be in an encoding are really in another: that one, null when none fits, undefined
 * when the presumption holds. Single damaged characters in text that otherwise fits do not overturn it.
 */
export function misread(bytes: Uint8Array, presumed: Encoding): Encoding | null | undefined {
  const wide = looksWide(bytes)
  if (presumed === 'utf-16le' || presumed === 'utf-16be') return misreadWide(bytes, presumed, wide)
  if (wide) return wide
  if (presumed !== 'utf-8' && isUtf8(bytes)) return 'utf-8'
  if (presumed === 'windows-1252' && !isPlain(bytes) && isChinese(bytes)) return 'gb18030'
  const { good, bad } = tally(bytes, presumed)
  if (bad === 0 || bad * 2 <= good) return undefined
  return fitting(bytes, presumed)
}

function misreadWide(bytes: Uint8Array, presumed: Encoding, wide: Encoding | undefined) {
  if (wide) return wide === presumed ? undefined : wide
  if (bytes.includes(0)) return undefined
  return isPlain(bytes) || isUtf8(bytes) ? 'utf-8' : fitting(bytes, presumed)
}

/** UTF-16 shows in the zero halves of its ASCII characters, such as separators and line ends. */
function looksWide(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  let even = 0
  let odd = 0
  const end = Math.min(bytes.length, 4096)
  for (let at = 0; at < end; at++) {
    if (bytes[at] !== 0) continue
    if (at % 2 === 0) even++
    else odd++
  }
  const least = Math.max(2, end / 40)
  if (odd >= least && even * 10 < odd) return 'utf-16le'
  if (even >= least && odd * 10 < even) return 'utf-16be'
  return undefined
}

/** Characters beyond ASCII that decode, and places that do not. */
function tally(bytes: Uint8Array, encoding: Encoding): { good: number; bad: number; text: string } {
  const text = new TextDecoder(encoding).decode(bytes, { stream: true })
  let good = 0
  let bad = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0xfffd) bad++
    else if (code > 0x7f) good++
  }
  return { good, bad, text }
}

function fitting(bytes: Uint8Array, not: Encoding): Encoding | null {
  if (not !== 'utf-8' && isUtf8(bytes)) return 'utf-8'
  if (not !== 'gb18030' && not !== 'gbk' && isChinese(bytes)) return 'gb18030'
  return not !== 'windows-1252' && isWestern(bytes) ? 'windows-1252' : null
}

/**
 * Valid UTF-8 with several characters beyond ASCII is hardly ever anything else; some pairs of Chinese characters
 * happen to be valid two-byte UTF-8 (联通 is the known case).
 */
function isUtf8(bytes: Uint8Array): boolean {
  const { good, bad, text } = tally(bytes, 'utf-8')
  const threeBytes = text.match(/[\u0800-\uffff]/g)?.length ?? 0
  return bad === 0 && (threeBytes >= 3 ? threeBytes * 2 >= good : good >= 3 && !isChinese(bytes))
}

/**
 * Common Chinese characters are pairs of bytes from 0xA1 up, those of GB2312. The pairs with a low second byte are
 * rare there, yet every accented letter before a plain one makes such a pair.
 */
function isChinese(bytes: Uint8Array): boolean {
  let common = 0
  let rare = 0
  for (let at = 0; at < bytes.length; at++) {
    if ((bytes[at] ?? 0) < 0x80) continue
    const second = bytes[++at] ?? 0xa1
    if (second >= 0xa1) common++
    else rare++
  }
  const { good, bad } = tally(bytes, 'gb18030')
  return bad * 20 <= good && common >= rare * 4
}

function isPlain(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte < 0x80)
}

/** Accented letters stand alone among ASCII letters; other bytes above 0x7F are rare in Western text. */
function isWestern(bytes: Uint8Array): boolean {
  let high = 0
  let letters = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    if (byte < 0x80) continue
    high++
    if (byte >= 0xc0 && (bytes[at + 1] ?? 0) < 0x80) letters++
  }
  return letters * 10 >= high * 6
}

function firstBad(bytes: Uint8Array, encoding: Encoding): number {
  let low = 0
  let high = bytes.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (decodes(bytes.subarray(0, middle + 1), encoding)) low = middle + 1
    else high = middle
  }
  return low === bytes.length ? 0 : low
}

function decodes(bytes: Uint8Array, encoding: Encoding): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

function lineAt(bytes: Uint8Array, at: number): number {
  let line = 1
  for (let i = 0; i < at; i++) if (bytes[i] === 0x0a) line++
  return line
}
