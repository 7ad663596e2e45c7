import type { FlowBy } from './flow.ts'

/** Ids in one text: `>` stands between them, so that one of their own is written `%3E`. */
const write = (id: string) => id.replaceAll('%', '%25').replaceAll('>', '%3E')
const read = (text: string) => text.replaceAll('%3E', '>').replaceAll('%25', '%')

/** Holders in order as one text, `tier:community>street`; one that is not named is empty. */
export function writeWay(by: FlowBy, ids: readonly (string | null)[]): string {
  return `${by}:${ids.map((id) => write(id ?? '')).join('>')}`
}

/** The holders that such a text names; undefined where it names none. */
export function readWay(text: string): { by: FlowBy; ids: (string | null)[] } | undefined {
  const [, by, rest = ''] = /^(tier|unit|area):(.*)$/su.exec(text) ?? []
  if (by !== 'tier' && by !== 'unit' && by !== 'area') return undefined
  return { by, ids: rest.split('>').map((part) => (part === '' ? null : read(part))) }
}
