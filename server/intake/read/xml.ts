import { SaxesParser } from 'saxes'

export type Attributes = Readonly<Record<string, string>>

/** What to do at the tags and texts of a document; names come without their namespace prefix. */
export interface XmlHandler {
  open?(name: string, attributes: Attributes): void
  close?(name: string): void
  text?(text: string): void
  /** a document type, whatever it declares */
  doctype?(text: string): void
}

export interface XmlReader {
  write(text: string): void
  end(): void
  /** the line read last, from 1 */
  readonly line: number
}

/** A streaming XML reader; external and self-made entities are refused. Throws an Error when not well formed. */
export function xmlReader(handler: XmlHandler): XmlReader {
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => handler.open?.(local(name), attributes))
  parser.on('closetag', ({ name }) => handler.close?.(local(name)))
  parser.on('text', (data) => handler.text?.(data))
  parser.on('cdata', (data) => handler.text?.(data))
  parser.on('doctype', (text) => handler.doctype?.(text))
  return {
    write: (text) => void parser.write(text),
    end: () => void parser.close(),
    get line() {
      return parser.line
    },
  }
}

export function readXml(document: string, handler: XmlHandler): void {
  if (document === '') return
  const reader = xmlReader(handler)
  reader.write(document)
  reader.end()
}

function local(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}
