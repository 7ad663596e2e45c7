import { SaxesParser } from 'saxes'

/** What a document of GeoReport says: text, the members of a list, or fields. */
export type Told = string | null | Told[] | { [field: string]: Told }

/** Elements that hold a list, with what its members are called; `request` alone is a list's member too. */
const lists: Readonly<Record<string, string>> = {
  services: 'service',
  service_requests: 'request',
  errors: 'error',
}

/** Elements within each other; no document of the standard comes near it. */
const deepest = 20

interface Open {
  name: string
  text: string
  fields: Record<string, Told>
  members: Told[]
}

/** Reads a document; throws an Error where it is not well formed, too deep, or has a document type (and so entities). */
export function xmlTree(document: string): { root: string; told: Told } {
  const parser = new SaxesParser()
  const path: Open[] = []
  let end: { root: string; told: Told } | undefined
  parser.on('error', (error) => {
    throw error
  })
  parser.on('doctype', () => {
    throw new Error('the document has a document type, which none of these has')
  })
  parser.on('opentag', ({ name }) => {
    if (path.length >= deepest) throw new Error('the document is too deep')
    path.push({ name, text: '', fields: Object.create(null), members: [] })
  })
  const say = (text: string) => {
    const open = path.at(-1)
    if (open) open.text += text
  }
  parser.on('text', say)
  parser.on('cdata', say)
  parser.on('closetag', () => {
    const closed = path.pop()
    if (!closed) return
    const told = toldBy(closed)
    const above = path.at(-1)
    if (!above) end = { root: closed.name, told }
    else if (lists[above.name] === closed.name) above.members.push(told)
    else above.fields[closed.name] = told
  })
  parser.write(document).close()
  if (!end) throw new Error('the document is empty')
  return end
}

function toldBy({ name, text, fields, members }: Open): Told {
  if (name in lists) return members
  if (Object.keys(fields).length > 0) return { ...fields }
  return text === '' ? null : text
}
