import { posix } from 'node:path'
import { SourceError } from './source.ts'
import { readXml } from './xml.ts'
import type { Zip } from './zip.ts'

/** What a workbook says about all its sheets. */
export interface Workbook {
  /** worksheets in the order of their tabs, with the part of each */
  sheets: readonly { name: string; part: string }[]
  /** days count from 1904 instead of 1900 */
  from1904: boolean
  strings: readonly string[]
  /** by style number of a cell: whether it shows a date or time */
  dates: readonly boolean[]
}

/** Reads the parts of a workbook that its sheets refer to. */
export async function readWorkbook(zip: Zip, path: string): Promise<Workbook> {
  const part = await workbookPart(zip, path)
  const folder = posix.dirname(part)
  const links = relations(await zip.whole(posix.join(folder, '_rels', `${posix.basename(part)}.rels`)))
  const { tabs, from1904 } = tabsOf(await zip.whole(part))
  const partOf = (target: string) => (target.startsWith('/') ? target.slice(1) : posix.join(folder, target))
  const sheets = tabs.flatMap(({ name, id }) => {
    const link = links.find((candidate) => candidate.id === id && candidate.type.endsWith('/worksheet'))
    return link ? [{ name, part: partOf(link.target) }] : []
  })
  const named = (type: string) => links.find((link) => link.type.endsWith(type))
  const strings = named('/sharedStrings')
  const styles = named('/styles')
  return {
    sheets,
    from1904,
    strings: strings ? sharedStrings(await zip.whole(partOf(strings.target))) : [],
    dates: styles ? dateStyles(await zip.whole(partOf(styles.target))) : [],
  }
}

async function workbookPart(zip: Zip, path: string): Promise<string> {
  const link = relations(await zip.whole('_rels/.rels')).find(({ type }) => type.endsWith('/officeDocument'))
  const part = link?.target.replace(/^\//, '')
  if (part?.endsWith('.xml') && zip.has(part) && /workbook/i.test(part)) return part
  if (part?.endsWith('.bin')) throw new SourceError('the file is an xlsb workbook', path, 'save it as xlsx')
  if (zip.has('mimetype'))
    throw new SourceError('the file is an OpenDocument file', path, 'save it as xlsx or csv')
  throw new SourceError(
    'the file is a zip archive and not a workbook',
    path,
    'unpack it and send the table in it',
  )
}

interface Relation {
  id: string
  type: string
  target: string
}

function relations(document: string): Relation[] {
  const found: Relation[] = []
  readXml(document, {
    open: (name, { Id, Type, Target }) => {
      if (name === 'Relationship' && Id && Type && Target) found.push({ id: Id, type: Type, target: Target })
    },
  })
  return found
}

function tabsOf(document: string): { tabs: { name: string; id: string }[]; from1904: boolean } {
  const tabs: { name: string; id: string }[] = []
  let from1904 = false
  readXml(document, {
    open: (name, attributes) => {
      if (name === 'sheet') tabs.push({ name: attributes.name ?? '', id: relationOf(attributes) })
      if (name === 'workbookPr') from1904 = /^(1|true)$/.test(attributes.date1904 ?? '')
    },
  })
  return { tabs, from1904 }
}

/** `r:id`, whatever the prefix of the relationships namespace. */
function relationOf(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes).find(([name]) => /:id$/.test(name))?.[1] ?? ''
}

/** Texts by number; runs of rich text are joined, phonetic guides left out. */
function sharedStrings(document: string): string[] {
  const strings: string[] = []
  let text = ''
  let inText = false
  let inPhonetic = false
  readXml(document, {
    open: (name) => {
      if (name === 'si') text = ''
      if (name === 't') inText = true
      if (name === 'rPh') inPhonetic = true
    },
    close: (name) => {
      if (name === 'si') strings.push(unescaped(text))
      if (name === 't') inText = false
      if (name === 'rPh') inPhonetic = false
    },
    text: (piece) => {
      if (inText && !inPhonetic) text += piece
    },
  })
  return strings
}

/** Characters that XML cannot hold are written `_x000D_`. */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

function dateStyles(document: string): boolean[] {
  const custom = new Map<number, boolean>()
  const dates: boolean[] = []
  let inCells = false
  readXml(document, {
    open: (name, { numFmtId, formatCode }) => {
      const id = Number(numFmtId ?? 0)
      if (name === 'numFmt') custom.set(id, isDateFormat(formatCode ?? ''))
      if (name === 'cellXfs') inCells = true
      if (name === 'xf' && inCells) dates.push(custom.get(id) ?? isBuiltInDate(id))
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false
    },
  })
  return dates
}

/** ECMA-376 part 1, 18.8.30; 27 to 36 and 50 to 58 are dates in the Chinese, Japanese and Korean versions. */
function isBuiltInDate(id: number): boolean {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)
}

/** Letters of date and time outside quoted texts, escapes and conditions. */
function isDateFormat(code: string): boolean {
  const bare = code.replace(/"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]/gi, '')
  return /[ymdhs]/i.test(bare) && !/general/i.test(bare)
}
