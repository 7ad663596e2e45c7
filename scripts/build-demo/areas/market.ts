import { edgeKey, edges } from './edges.ts'
import { distance, onGraticule, type Point, type Ring } from './plane.ts'

const parent = '610117001002'

/** The special grid (专属网格) of the demo: a market in town astride two basic grids, where nobody lives. */
export const market = {
  code: `${parent}Z01`,
  name: '高陵农贸市场网格',
  nameEn: 'Gaoling Farmers Market Grid',
  parent,
  ring: (grids: Map<string, Ring>): Ring =>
    astride(grids.get(`${parent}001`) ?? [], grids.get(`${parent}002`) ?? []),
}

/** A rectangle of 240 m by 160 m on the middle of the longest edge that two rings share. */
function astride(one: Ring, other: Ring): Ring {
  const back = new Set(edges(other).map(([from, to]) => edgeKey(to, from)))
  const [edge] = edges(one)
    .filter(([from, to]) => back.has(edgeKey(from, to)))
    .sort((a, b) => distance(...b) - distance(...a))
  if (!edge) throw new Error('the two grids of the market do not touch')
  const [from, to] = edge
  const length = distance(from, to)
  const middle: Point = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]
  const along: Point = [(to[0] - from[0]) / length, (to[1] - from[1]) / length]
  const corner = (forward: number, left: number): Point =>
    onGraticule([
      middle[0] + forward * along[0] - left * along[1],
      middle[1] + forward * along[1] + left * along[0],
    ])
  return [corner(-120, -80), corner(120, -80), corner(120, 80), corner(-120, 80)]
}
