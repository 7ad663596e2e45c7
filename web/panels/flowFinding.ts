import type { FlowPaths, FlowPingPong } from '@grid/data/contract'
import type { FlowMatrix } from '../api/index.ts'
import type { Say } from '../i18n/index.ts'
import { formatNumber, formatShare } from '../lib/format.ts'
import { type Lang, nameIn } from '../lib/lang.ts'

/** Under so many tickets a share says nothing. */
const few = 10

/**
 * What the flows say, in one sentence for the head of the page: how many end where they began, the widest way on, how
 * many bounce. `matrix` and `paths` are by tier. Null where there are too few tickets to say anything.
 */
export function flowFinding(
  matrix: Pick<FlowMatrix, 'cover' | 'links' | 'nodes'>,
  paths: Pick<FlowPaths, 'paths' | 'cover'>,
  pingPong: Pick<FlowPingPong, 'tickets'> | undefined,
  say: Say,
  lang: Lang,
): string | null {
  const named = paths.paths.filter(({ steps }) => steps.length > 0)
  const told = named.reduce((sum, { tickets }) => sum + tickets, 0)
  if (told < few) return null
  const stays = named.filter(({ steps }) => steps.length === 1).reduce((sum, { tickets }) => sum + tickets, 0)
  const parts = [say('flow.finding.stays', { share: formatShare(stays / told, lang, 0) })]
  const way = matrix.links.find(
    ({ from, to, handOffs }) => from !== null && to !== null && from !== to && handOffs > 0,
  )
  if (way) {
    const name = (id: string | null) => {
      const node = matrix.nodes.find((one) => one.id === id)
      return node?.name ? nameIn(node.name, lang) : (id ?? '')
    }
    parts.push(
      say('flow.finding.way', {
        from: name(way.from),
        to: name(way.to),
        n: formatNumber(way.handOffs, lang),
      }),
    )
  } else parts.push(say('flow.finding.noway'))
  if (pingPong && pingPong.tickets.numerator > 0 && pingPong.tickets.value !== null)
    parts.push(
      say('flow.finding.back', {
        count: pingPong.tickets.numerator,
        n: formatNumber(pingPong.tickets.numerator, lang),
        share: formatShare(pingPong.tickets.value, lang),
      }),
    )
  return parts.join(lang === 'zh' ? '；' : '; ')
}
