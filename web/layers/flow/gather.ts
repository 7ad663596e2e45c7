import type { FlowDirection, FlowNode } from '@grid/data/contract'
import type { FlowLink } from '../../api/index.ts'

/** A holder of tickets with a place on the map. */
export interface PlacedNode {
  node: FlowNode
  /** the node's id; what stands for the node that gathers the unnamed */
  key: string
  name: string
  at: [number, number]
}

/** Holders drawn as one mark, because on the screen they would cover each other. */
export interface Gathered {
  /** of the busiest of them */
  key: string
  name: string
  at: [number, number]
  /** the busiest first */
  members: PlacedNode[]
  /** hand-offs in and out */
  traffic: number
}

/** Hand-offs from one mark to another. */
export interface GatheredFlow {
  from: Gathered
  to: Gathered
  links: FlowLink[]
  handOffs: number
  /** where most of them go */
  direction: FlowDirection
}

/** What a map shows at one zoom. */
export interface GatheredMap {
  marks: Gathered[]
  /** the widest first, at most as many as asked for */
  flows: GatheredFlow[]
  /** flows not drawn, and their hand-offs */
  folded: { flows: number; handOffs: number }
  /** hand-offs within one mark: between holders that are drawn as one, or within a holder */
  within: number
}

/** Width of the world in CSS pixels at zoom 0. */
const world = 512

/** Key of the node without an id. */
export const unnamed = ''

/** Key of a link's end. */
export function keyOf(id: string | null): string {
  return id ?? unnamed
}

/**
 * Holders nearer than `apart` CSS pixels at a zoom become one mark at the place of the busiest; hand-offs add up, those
 * within a mark are counted and not drawn. `most` flows are kept, the rest folded.
 */
export function gather(
  nodes: readonly PlacedNode[],
  links: readonly FlowLink[],
  zoom: number,
  most: number,
  apart = 30,
): GatheredMap {
  const reach = apart / (world * 2 ** zoom)
  const marks: Gathered[] = []
  const of = new Map<string, Gathered>()
  const traffic = (node: FlowNode) => node.incoming + node.outgoing
  for (const placed of nodes.toSorted(
    (a, b) => traffic(b.node) - traffic(a.node) || a.key.localeCompare(b.key, 'en'),
  )) {
    const [x, y] = onPlane(placed.at)
    const near = marks.find((mark) => {
      const [mx, my] = onPlane(mark.at)
      return Math.hypot(mx - x, my - y) < reach
    })
    const mark: Gathered = near ?? {
      key: placed.key,
      name: placed.name,
      at: placed.at,
      members: [],
      traffic: 0,
    }
    if (!near) marks.push(mark)
    mark.members.push(placed)
    of.set(placed.key, mark)
  }
  const flows = new Map<string, GatheredFlow>()
  let within = 0
  for (const link of links) {
    const from = of.get(keyOf(link.from))
    const to = of.get(keyOf(link.to))
    if (!from || !to || link.handOffs === 0) continue
    if (from === to) {
      within += link.handOffs
      continue
    }
    from.traffic += link.handOffs
    to.traffic += link.handOffs
    const key = `${from.key}\n${to.key}`
    const flow: GatheredFlow = flows.get(key) ?? { from, to, links: [], handOffs: 0, direction: 'unknown' }
    flow.links.push(link)
    flow.handOffs += link.handOffs
    flows.set(key, flow)
  }
  const all = [...flows.values()].sort(
    (a, b) => b.handOffs - a.handOffs || a.from.key.localeCompare(b.from.key, 'en'),
  )
  for (const flow of all) flow.direction = directionOf(flow.links)
  const rest = all.slice(most)
  return {
    marks,
    flows: all.slice(0, most),
    folded: { flows: rest.length, handOffs: rest.reduce((sum, flow) => sum + flow.handOffs, 0) },
    within,
  }
}

/** Where most hand-offs of some links go; of equals the first of up, down, sideways. */
export function directionOf(links: readonly FlowLink[]): FlowDirection {
  const order = ['up', 'down', 'sideways', 'unknown'] as const
  const sums = order.map((direction) =>
    links.reduce((sum, link) => sum + (link.directions[direction] ?? 0), 0),
  )
  return order[sums.indexOf(Math.max(...sums))] ?? 'unknown'
}

/** Web Mercator, the world being one wide. */
function onPlane([lon, lat]: readonly [number, number]): [number, number] {
  const sin = Math.sin((lat * Math.PI) / 180)
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)]
}
