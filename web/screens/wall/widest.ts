import type { FlowLink, FlowMatrix } from '../../api/index.ts'

/** Flows that are told one by one. */
const most = 24

/** The widest flows from one holder to another, the widest first. */
export function widestOf({ links }: Pick<FlowMatrix, 'links'>): FlowLink[] {
  return links.filter(({ from, to, handOffs }) => handOffs > 0 && from !== to).slice(0, most)
}
