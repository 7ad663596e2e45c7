import type { FlowNode } from '@grid/data/contract'
import type { Box } from '../../map/spec.ts'
import { besideOf } from '../unit-places.ts'
import { keyOf, type PlacedNode } from './gather.ts'

/**
 * Holders that hand on or receive, each with a place on the map: their own, or a row of the strip beside `box`, which
 * widens to hold what has a place. `nameOf` names them. No place at all where there is no box either.
 */
export function placeNodes(
  nodes: readonly FlowNode[],
  box: Box | null,
  nameOf: (node: FlowNode) => string,
): { placed: PlacedNode[]; strip: Box | null } {
  const moving = nodes.filter(({ incoming, outgoing }) => incoming + outgoing > 0)
  const without = moving.filter(({ place }) => place === null).map(({ id }) => keyOf(id))
  let whole = box
  for (const { place } of moving) {
    if (place === null) continue
    const { lon, lat } = place
    whole = whole
      ? [Math.min(whole[0], lon), Math.min(whole[1], lat), Math.max(whole[2], lon), Math.max(whole[3], lat)]
      : [lon, lat, lon, lat]
  }
  const beside = besideOf(without, whole)
  const placed = moving.flatMap((node): PlacedNode[] => {
    const key = keyOf(node.id)
    const at: [number, number] | undefined = node.place
      ? [node.place.lon, node.place.lat]
      : beside.of.get(key)
    return at ? [{ node, key, name: nameOf(node), at }] : []
  })
  return { placed, strip: beside.strip }
}
