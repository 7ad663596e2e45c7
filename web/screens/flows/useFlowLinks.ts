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
  clear: () => void
}

/** The view without a flow whose tickets are open. */
export const noFlow = {
  flowOf: null,
  flowFrom: [],
  flowTo: [],
  flowKind: null,
  flowPath: null,
} satisfies Partial<View>

/** Links map, diagram and table: pointing is of the hand, choosing is the address. */
export function useFlowLinks(ends: FlowEnds | null, matrix: FlowMatrix | undefined): FlowLinks {
  const { view, setView } = useView()
  const [pointed, setPointed] = useState<Focus | null>(null)
  const chosen = useMemo(() => (ends ? chosenOf(view, ends, matrix) : null), [view, ends, matrix])
  const focus = pointed ?? chosen
  return useMemo((): FlowLinks => {
    const known = (ids: readonly (string | null)[]) => [...new Set(ids.flatMap((id) => id ?? []))]
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
        const flowFrom = known(links.map(({ from }) => from))
        const flowTo = known(links.map(({ to }) => to))
        if (ends && flowFrom.length > 0 && flowTo.length > 0)
          void setView({ ...noFlow, flowOf: ends.by, flowFrom, flowTo })
      },
      chooseTiers: ({ from, to }) =>
        void setView({ ...noFlow, flowOf: 'tier', flowFrom: [from], flowTo: [to] }),
      choosePath: (flowPath) => void setView({ ...noFlow, flowPath }),
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
  if (view.flowOf === null || view.flowFrom.length === 0 || view.flowTo.length === 0) return null
  const from = new Set(view.flowFrom)
  const to = new Set(view.flowTo)
  if (view.flowOf === ends.by)
    return focusOn(
      (matrix?.links ?? []).filter(
        (link) => link.from !== null && link.to !== null && from.has(link.from) && to.has(link.to),
      ),
      ends,
    )
  if (view.flowOf !== 'tier') return null
  const tiers = new Set(view.flowFrom.flatMap((a) => view.flowTo.map((b) => linkKey({ from: a, to: b }))))
  return { links: null, tiers }
}
