import type { FlowBy, FlowDirection } from '@grid/data/contract'
import type { FlowLink, FlowMatrix } from '../api/index.ts'
import type { Say } from '../i18n/index.ts'
import { type Lang, nameIn } from '../lib/lang.ts'

/** A sign for each way, for tables. */
export const arrows: Record<FlowDirection, string> = { up: '↑', down: '↓', sideways: '↔', unknown: '·' }

/** A link by its ends, as text. */
export function linkKey({ from, to }: Pick<FlowLink, 'from' | 'to'>): string {
  return `${from ?? ''}\n${to ?? ''}`
}

/** What is needed of the nodes of a matrix: names in the language, and the tier of each. */
export interface FlowEnds {
  by: FlowBy
  nameOf: (id: string | null) => string
  /** tiers of giver and receiver as one text; null where either is not told */
  tiersOf: (link: Pick<FlowLink, 'from' | 'to'>) => string | null
}

/** Names and tiers of a matrix' ends. */
export function endsOf(matrix: Pick<FlowMatrix, 'by' | 'nodes'>, lang: Lang, say: Say): FlowEnds {
  const nodes = new Map(matrix.nodes.map((node) => [node.id, node]))
  const tierOf = (id: string | null) => (matrix.by === 'tier' ? id : (nodes.get(id)?.tier ?? null))
  return {
    by: matrix.by,
    nameOf: (id) => {
      const name = nodes.get(id)?.name
      if (name) return nameIn(name, lang)
      return id ?? say(matrix.by === 'area' ? 'flow.outside' : 'flow.unnamed')
    },
    tiersOf: ({ from, to }) => {
      const a = tierOf(from)
      const b = tierOf(to)
      return a === null || b === null ? null : linkKey({ from: a, to: b })
    },
  }
}

/** Several ends as one name: the first and how many more. */
export function namesOf(
  ids: readonly string[],
  ends: Pick<FlowEnds, 'nameOf'>,
  say: Say,
  written: (n: number) => string,
): string {
  const [first] = ids
  if (first === undefined) return ''
  const name = ends.nameOf(first)
  return ids.length === 1 ? name : say('flow.others', { name, n: written(ids.length - 1) })
}
