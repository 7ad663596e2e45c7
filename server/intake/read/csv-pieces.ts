import { isUtf8 } from 'node:buffer'
import type { ByteFile } from './bytes.ts'
import type { CsvDialect } from './csv-dialect.ts'
import { PlainRecords } from './csv-plain.ts'
import { CsvRows } from './csv-rows.ts'
import { BROKEN, decodePiece } from './decode.ts'
import { columnPicker } from './pick.ts'
import type { CsvLayout, Piece } from './piece.ts'
import { SourceError, type SourceRow } from './source.ts'

const pieceBytes = 1024 * 1024
const mostBytes = 64 * 1024 * 1024

/** Cuts a file at ends of lines; only for encodings in which the byte of a line end is nothing else. */
export async function* cutAtLines(file: ByteFile, newline: '\n' | '\r'): AsyncGenerator<Piece> {
  const end = newline.charCodeAt(0)
  let parts: Uint8Array[] = []
  let gathered = 0
  let offset = 0
  let line = 1
  const cut = (bytes: Piece['bytes'], final: boolean): Piece => {
    const piece = { bytes, offset, line, final }
    offset += bytes.length
    for (let at = bytes.indexOf(end); at >= 0; at = bytes.indexOf(end, at + 1)) line++
    return piece
  }
  for await (const chunk of file.chunks()) {
    parts.push(chunk)
    gathered += chunk.length
    if (gathered < pieceBytes) continue
    const bytes = concat(parts)
    const whole = bytes.lastIndexOf(end) + 1
    if (whole === 0 && bytes.length > mostBytes)
      throw new SourceError(
        'no line or separator in 64 MB',
        `${file.path}, byte ${offset}`,
        'is it a text file?',
      )
    // a copy: whoever takes the piece may hand its bytes to another thread
    const rest = Buffer.from(bytes.subarray(whole))
    if (whole > 0) yield cut(bytes.subarray(0, whole), false)
    parts = [rest]
    gathered = rest.length
  }
  yield cut(concat(parts), true)
}

/** Two pieces that follow each other as one. */
export function joined(one: Piece, other: Piece): Piece {
  return { ...one, bytes: concat([one.bytes, other.bytes]), final: other.final }
}

/** Bytes one after another in a buffer of their own, which can be handed to another thread; small ones of Node share theirs. */
function concat(parts: readonly Uint8Array[]): Piece['bytes'] {
  const bytes = Buffer.from(new ArrayBuffer(parts.reduce((sum, { length }) => sum + length, 0)))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/** What takes the rows of a piece. */
export interface PieceTaker {
  /** A good record of UTF-8: `record` tells where the values of the columns asked for are among the bytes. */
  bytes(row: number, bytes: Buffer, record: PlainRecords): void
  /** Any row that is read as text. */
  row(row: SourceRow): void
}

/**
 * Takes the rows of a piece; FALSE where its last record goes on in the next piece, which then begins within a value: both
 * must be read as one. Throws SourceError as reading the file from its start would.
 */
export function readPiece(
  { path, dialect, encoding }: CsvLayout,
  piece: Piece,
  wanted: readonly string[],
  taker: PieceTaker,
): boolean {
  const { offset, final } = piece
  const bytes = Buffer.from(piece.bytes.buffer, piece.bytes.byteOffset, piece.bytes.byteLength)
  const pick = columnPicker(dialect.columns, wanted)
  const first = offset === 0
  let line = first ? dialect.line : piece.line
  let at = 0
  // the header is read as text, by whoever found it
  if (!first && encoding === 'utf-8' && isPlain(bytes, dialect)) {
    const records = new PlainRecords(dialect, pick)
    for (let end = 0; at < bytes.length; at = end) {
      end = records.scan(bytes, at, final)
      if (end < 0) break
      if (records.filled) taker.bytes(line, bytes, records)
      line += records.lines
    }
  }
  if (at === bytes.length) return true
  const rows = new CsvRows({ ...dialect, start: first ? dialect.start : 0, line }, pick)
  rows.feed(decodePiece(path, bytes.subarray(at), offset + at, encoding))
  for (let row = rows.next(); row; row = rows.next()) taker.row(row)
  if (final) {
    rows.finish()
    for (let row = rows.next(); row; row = rows.next()) taker.row(row)
    return true
  }
  if (rows.pending > 0 && bytes.length > mostBytes)
    throw new SourceError('a row is longer than 64 MB', `${path}, line ${rows.line}`, 'is it a csv file?')
  return rows.pending === 0
}

const broken = Buffer.from(BROKEN)

/** Whether every record may be looked at as bytes: sound UTF-8, without what spoils the row it is in. */
function isPlain(bytes: Buffer, { delimiter }: CsvDialect): boolean {
  return delimiter.charCodeAt(0) < 0x80 && isUtf8(bytes) && !bytes.includes(0) && !bytes.includes(broken)
}
