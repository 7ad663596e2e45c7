import { type Tree, xmlDocument } from './xml.ts'

/** The two forms of every answer. */
export type Format = 'xml' | 'json'

/** Whose answer it is and in what form: `services.xml` is named by its end, else by what the asker accepts. */
export interface Named {
  name: string
  format: Format
}

/** Reads the last part of a path; without an ending the kinds accepted decide, JSON where they leave it open. */
export function namedBy(part: string, accept: string | undefined): Named {
  const ending = /^(.+)\.(json|xml)$/.exec(part)
  if (ending?.[1]) return { name: ending[1], format: ending[2] === 'xml' ? 'xml' : 'json' }
  return { name: part, format: accepted(accept) }
}

/** The form that an `Accept` header wants most. */
export function accepted(accept: string | undefined): Format {
  const weights = { xml: 0, json: 0 }
  for (const range of (accept ?? '').toLowerCase().split(',')) {
    const [type = '', ...parameters] = range.split(';').map((one) => one.trim())
    const weight = Number(parameters.find((one) => one.startsWith('q='))?.slice(2) ?? 1)
    if (type === 'text/xml' || type === 'application/xml') weights.xml = Math.max(weights.xml, weight || 0)
    if (type === 'application/json') weights.json = Math.max(weights.json, weight || 0)
  }
  return weights.xml > weights.json ? 'xml' : 'json'
}

export const contentTypes: Readonly<Record<Format, string>> = {
  xml: 'text/xml; charset=utf-8',
  json: 'application/json; charset=utf-8',
}

/** An answer as text: the root element is for XML alone, JSON begins with the list or object itself. */
export function written(format: Format, root: string, tree: Tree): string {
  return format === 'xml' ? xmlDocument(root, tree) : JSON.stringify(tree)
}
