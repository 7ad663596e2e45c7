import { decode } from './decode.ts'
import { jsonStream } from './json-stream.ts'
import { isRecord } from './object.ts'
import { SourceError } from './source.ts'
import type { TextFile } from './text-file.ts'

export const ROOT = '$'
const LONGEST = 256 * 1024 * 1024

/**
 * The records of a JSON file one batch per piece of text: the elements of the list at a dotted path, '' for the
 * file's own list, ROOT for the file as its one record.
 */
export async function* jsonList(file: TextFile, path: string): AsyncGenerator<unknown[]> {
  const selector = path === ROOT ? '$' : path === '' ? '$.*' : `$.${path}.*`
  let batch: unknown[] = []
  let count = 0
  let fed = 0
  const stream = jsonStream([selector], ({ value, inList }) => {
    if (!inList && path !== ROOT) throw notList(file, path)
    batch.push(value)
    fed = 0
  })
  const step = (act: () => void) => {
    try {
      act()
    } catch (error) {
      throw broken(file, count + batch.length, error)
    }
  }
  for await (const text of decode(file, file.encoding)) {
    fed += text.length
    step(() => stream.write(text))
    if (fed > LONGEST) {
      throw new SourceError('a record is longer than 256 MB', place(file, count), 'split the file')
    }
    if (batch.length === 0) continue
    count += batch.length
    yield batch
    batch = []
  }
  step(() => stream.end())
  if (count === 0) throw notList(file, path)
}

function place(file: TextFile, count: number): string {
  return `${file.path}, after record ${count}`
}

function notList(file: TextFile, path: string): SourceError {
  const where = path === '' ? 'at the top of the file' : `at "${path}"`
  const remedy = 'set "rows" to the dotted path of the list of records, e.g. "data.items"'
  return new SourceError(`there is no list of records ${where}, or it is empty`, file.path, remedy)
}

function broken(file: TextFile, count: number, error: unknown): SourceError {
  if (error instanceof SourceError) return error
  const why = error instanceof Error ? error.message : String(error)
  const cut = /mid-parsing|in the middle/i.test(why)
  return new SourceError(
    cut ? 'the file is cut short in the middle of its JSON' : `the file is not valid JSON: ${why}`,
    place(file, count),
    cut ? 'copy or export the file again' : 'correct the file at that place, or export it again',
    { cause: error },
  )
}

/** The dotted path of the list with the most objects in the first part of a file; '' is the file itself. */
export function findList(head: string): string | undefined {
  const lists = new Map<string, number>()
  const stream = jsonStream(undefined, ({ value, inList, path }) => {
    const steps = path.slice(0, -1)
    if (!inList || !isRecord(value) || steps.some((step) => typeof step === 'number')) return
    const list = steps.join('.')
    lists.set(list, (lists.get(list) ?? 0) + 1)
  })
  try {
    stream.write(head)
    stream.end()
  } catch {
    // the head may end anywhere; what was met before counts
  }
  return [...lists].sort(([, a], [, b]) => b - a)[0]?.[0]
}
