import type { FlowDirection } from '@grid/data/contract'
import { type Theme, tokens } from '../../lib/tokens.ts'
import { curveBetween } from '../curve.ts'
import type { GatheredFlow } from './gather.ts'

/** What is drawn of one flow. */
export interface DrawnFlow {
  flow: GatheredFlow
  line: [number, number][]
  /** CSS pixels */
  width: number
  /** others are chosen or pointed at */
  faint: boolean
}

/** Widest and narrowest flow in CSS pixels at a desk; between them the width follows the count. */
const widest = 12
const narrowest = 1.5

/** Colour of each way through the tiers. */
export function flowColour(direction: FlowDirection, theme: Theme): string {
  const token = tokens[theme]
  if (direction === 'up') return token.flowUp
  if (direction === 'down') return token.flowDown
  return direction === 'sideways' ? token.flowSide : token.lineStrong
}

/** Lines and widths of flows, `growth` times as wide as at a desk; the narrow ones first, so that wide ones lie on top. */
export function linesOf(
  flows: readonly GatheredFlow[],
  isFaint: (flow: GatheredFlow) => boolean,
  growth = 1,
): DrawnFlow[] {
  const most = flows.reduce((max, { handOffs }) => Math.max(max, handOffs), 1)
  return flows
    .map((flow) => ({
      flow,
      line: curveBetween(flow.from.at, flow.to.at),
      width: growth * Math.max(narrowest, (widest * flow.handOffs) / most),
      faint: isFaint(flow),
    }))
    .toSorted((a, b) => Number(b.faint) - Number(a.faint) || a.width - b.width)
}
