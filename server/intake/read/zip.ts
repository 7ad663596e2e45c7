import { TextDecoder } from 'node:util'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { SourceError } from './source.ts'

/** Beyond these a packed part is taken for an attack: real sheets stay under 1:100. */
const LIMITS = {
  entries: 10_000,
  ratio: 300,
  suspicious: 100 * 2 ** 20,
  part: 16 * 2 ** 30,
  inMemory: 512 * 2 ** 20,
}

/** The parts of a zip file by name. */
export interface Zip {
  has(name: string): boolean
  /** The unpacked text of a part in pieces; empty when there is no such part. */
  text(name: string): AsyncIterable<string>
  /** The whole text of a part that is small by nature. */
  whole(name: string): Promise<string>
}

/** Opens a zip file for the time of `use`. Throws a SourceError when it is damaged or unpacks to too much. */
export async function withZip<T>(path: string, use: (zip: Zip) => Promise<T>): Promise<T> {
  const { zip, close } = await openZip(path)
  try {
    return await use(zip)
  } finally {
    close()
  }
}

export async function openZip(path: string): Promise<{ zip: Zip; close: () => void }> {
  const file = await openPromise(path, { lazyEntries: true, autoClose: false }).catch((error: unknown) => {
    throw damaged(path, error)
  })
  try {
    const entries = await entriesOf(file, path)
    const text = (name: string) => textOf(file, entries.get(name), path)
    const whole = async (name: string) => {
      if ((entries.get(name)?.uncompressedSize ?? 0) > LIMITS.inMemory) throw tooLarge(path, name)
      const parts: string[] = []
      for await (const part of text(name)) parts.push(part)
      return parts.join('')
    }
    return { zip: { has: (name) => entries.has(name), text, whole }, close: () => file.close() }
  } catch (error) {
    file.close()
    throw error instanceof SourceError ? error : damaged(path, error)
  }
}

async function entriesOf(file: ZipFile, path: string): Promise<Map<string, Entry>> {
  if (file.entryCount > LIMITS.entries) throw tooLarge(path, `${file.entryCount} parts`)
  const entries = new Map<string, Entry>()
  for await (const entry of file.eachEntry()) {
    const { fileName, compressedSize, uncompressedSize: size } = entry
    const ratio = size / Math.max(1, compressedSize)
    if (size > LIMITS.part || (size > LIMITS.suspicious && ratio > LIMITS.ratio))
      throw tooLarge(path, fileName)
    entries.set(fileName, entry)
  }
  return entries
}

async function* textOf(file: ZipFile, entry: Entry | undefined, path: string): AsyncGenerator<string> {
  if (!entry) return
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    // the reader stops a part that unpacks to more than it declares
    const stream = await file.openReadStreamPromise(entry)
    for await (const chunk of stream) {
      const text = decoder.decode(chunk, { stream: true })
      if (text.length > 0) yield text
    }
    const last = decoder.decode()
    if (last.length > 0) yield last
  } catch (error) {
    throw error instanceof SourceError ? error : damaged(`${path}, part ${entry.fileName}`, error)
  }
}

function damaged(place: string, error: unknown): SourceError {
  const why = error instanceof Error ? error.message : String(error)
  const remedy = 'open the file in a spreadsheet program and save it again'
  return new SourceError(`the file is damaged or cut short: ${why}`, place, remedy, { cause: error })
}

function tooLarge(path: string, what: string): SourceError {
  return new SourceError(
    'the file unpacks to far more than it holds',
    `${path}, ${what}`,
    'send the table as csv',
  )
}
