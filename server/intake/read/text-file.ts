import { TextDecoder } from 'node:util'
import type { Encoding } from '@grid/data/contract'
import type { ByteFile } from './bytes.ts'
import { encodingOf } from './encoding.ts'
import { SourceError } from './source.ts'

/** A byte file whose encoding is known. */
export interface TextFile extends ByteFile {
  encoding: Encoding
  /** the text of the head, without a byte order mark; its last line may be cut */
  headText: string
}

/** Throws a SourceError when the head is not text in the declared encoding, or UTF-8 without a declaration. */
export function textFile(file: ByteFile, declared: Encoding | undefined): TextFile {
  const encoding = encodingOf(file, declared)
  const headText = new TextDecoder(encoding).decode(file.head, { stream: !file.whole })
  refuseBinary(file, headText)
  return { ...file, encoding, headText }
}

/** A NUL in the first line, or one in a thousand characters, tells a binary file; a single one spoils its row. */
function refuseBinary(file: ByteFile, text: string): void {
  const first = text.indexOf('\0')
  if (first < 0) return
  const share = (text.split('\0').length - 1) / text.length
  const line = text.slice(0, first).split('\n').length
  if (line > 1 && share < 0.001) return
  throw new SourceError(
    'the file holds NUL bytes: it is not text',
    `${file.path}, line ${line}`,
    'send csv or xlsx',
  )
}
