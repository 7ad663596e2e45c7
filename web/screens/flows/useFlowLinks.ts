import { readWay, writeWay } from '@grid/data/contract'
import { useMemo, useState } from 'react'
import type { FlowLink, FlowMatrix } from '../../api/index.ts'
import type { TierPair } from '../../panels/FlowSankey.tsx'
import { type FlowEnds, linkKey } from '../../panels/flowEnds.ts'
import type { View } from '../../view/fields.ts'
import { useView } from '../../view/useView.ts'

/** What stands out: links of the matrix, or, where a pair of tiers is meant, all links between them. */
interface Focus {
  /** keys of links, as the matrix tells them apart */
  links: ReadonlySet<string> | null
  /** keys of pairs of tiers */
  tiers: ReadonlySet<string>
}

/** How map, diagram and table are linked: what is pointed at, what is chosen, and the ways to change it. */
export interface FlowLinks {
  isFocused: ((link: FlowLink) => boolean) | null
  isTierFocused: ((pair: TierPair) => boolean) | null
  point: (links: readonly FlowLink[] | null) => void
  pointTiers: (pair: TierPair | null) => void
  choose: (links: readonly FlowLink[]) => void
  chooseTiers: (pair: TierPair) => void
  choosePath: (path: string) => void
  choosePair: (pair: string) => void
  clear: () => void
}

/** The view without flows or ways whose tickets are open. */
export const noFlow = { flow: [], flowPath: null, flowPair: null } satisfies Partial<View>

/** Links map, diagram and table: pointing is of the hand, choosing is the address. */
export function useFlowLinks(ends: FlowEnds | null, matrix: FlowMatrix | undefined): FlowLinks {
  const { view, setView } = useView()
  const [pointed, setPointed] = useState<Focus | null>(null)
  const chosen = useMemo(() => (ends ? chosenOf(view, ends, matrix) : null), [view, ends, matrix])
  const focus = pointed ?? chosen
  return useMemo((): FlowLinks => {
    return {
      isFocused:
        focus && ends && (focus.links !== null || ends.by !== 'area')
          ? (link) =>
              focus.links ? focus.links.has(linkKey(link)) : focus.tiers.has(ends.tiersOf(link) ?? '')
          : null,
      isTierFocused:
        focus && focus.tiers.size > 0 ? ({ from, to }) => focus.tiers.has(linkKey({ from, to })) : null,
      point: (links) => setPointed(links && ends && focusOn(links, ends)),
      pointTiers: (pair) => setPointed(pair && { links: null, tiers: new Set([linkKey(pair)]) }),
      choose: (links) => {
        if (ends)
          void setView({ ...noFlow, flow: links.map(({ from, to }) => writeWay(ends.by, [from, to])) })
      },
      chooseTiers: ({ from, to }) => void setView({ ...noFlow, flow: [writeWay('tier', [from, to])] }),
      choosePath: (flowPath) => void setView({ ...noFlow, flowPath }),
      choosePair: (flowPair) => void setView({ ...noFlow, flowPair }),
      clear: () => void setView(noFlow),
    }
  }, [focus, ends, setView])
}

function focusOn(links: readonly FlowLink[], ends: FlowEnds): Focus {
  return {
    links: new Set(links.map(linkKey)),
    tiers: new Set(links.flatMap((link) => ends.tiersOf(link) ?? [])),
  }
}

/** What the address has chosen, as the matrix tells it apart. */
function chosenOf(view: View, ends: FlowEnds, matrix: FlowMatrix | undefined): Focus | null {
  const chosen = view.flow.flatMap((text) => readWay(text) ?? [])
  if (chosen.length === 0) return null
  const keys = (by: FlowEnds['by']) =>
    new Set(
      chosen.filter((way) => way.by === by).map(({ ids: [from = null, to = null] }) => linkKey({ from, to })),
    )
  const own = keys(ends.by)
  if (own.size > 0)
    return focusOn(
      (matrix?.links ?? []).filter((link) => own.has(linkKey(link))),
      ends,
    )
  const tiers = keys('tier')
  return tiers.size > 0 ? { links: null, tiers } : null
}
