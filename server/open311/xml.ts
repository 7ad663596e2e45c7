/** What an answer is made of. */
export type Tree = string | number | boolean | null | readonly Tree[] | { readonly [name: string]: Tree }

/** What the members of a list are called. */
const members: Readonly<Record<string, string>> = {
  services: 'service',
  service_requests: 'request',
  attributes: 'attribute',
  values: 'value',
  errors: 'error',
  endpoints: 'endpoint',
  formats: 'format',
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** A whole document of GeoReport: `root` around what a tree says. */
export function xmlDocument(root: string, tree: Tree): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, tree)}\n`
}

function element(name: string, tree: Tree): string {
  const inside = content(name, tree)
  return inside === '' ? `<${name}/>` : `<${name}>${inside}</${name}>`
}

function content(name: string, tree: Tree): string {
  if (tree === null) return ''
  if (isList(tree)) return tree.map((member) => element(members[name] ?? 'item', member)).join('')
  if (typeof tree !== 'object') return escaped(String(tree))
  return Object.entries(tree)
    .map(([field, value]) => element(field, value))
    .join('')
}

function isList(tree: Tree): tree is readonly Tree[] {
  return Array.isArray(tree)
}

/** Text for XML 1.0: what it cannot hold at all, even escaped, is left out. */
function escaped(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, '')
      .replace(/[&<>"']/g, (character) => escapes[character] ?? character)
  )
}
