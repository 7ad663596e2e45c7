import { decode } from './decode.ts'
import { RECORD_SEPARATOR } from './detect.ts'
import { SourceError } from './source.ts'
import type { TextFile } from './text-file.ts'

const LONGEST = 64 * 1024 * 1024

/** Lines with their numbers, from 1, in batches; lines without text are passed over. */
export async function* linesOf(file: TextFile): AsyncGenerator<{ line: number; text: string }[]> {
  let rest = ''
  let line = 0
  const cut = (texts: string[]) => {
    const kept: { line: number; text: string }[] = []
    for (const raw of texts) {
      line++
      const text = raw.replaceAll(RECORD_SEPARATOR, '').trim()
      if (text !== '') kept.push({ line, text })
    }
    return kept
  }
  for await (const piece of decode(file, file.encoding)) {
    const texts = (rest + piece).split('\n')
    rest = texts.pop() ?? ''
    if (rest.length > LONGEST) {
      throw new SourceError(
        'a line is longer than 64 MB',
        `${file.path}, line ${line + 1}`,
        'write one record a line',
      )
    }
    const batch = cut(texts)
    if (batch.length > 0) yield batch
  }
  const batch = cut([rest])
  if (batch.length > 0) yield batch
}
