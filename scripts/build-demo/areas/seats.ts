import { chance } from './chance.ts'
import type { Land } from './land.ts'
import type { Peopled } from './people.ts'
import { nearest, type Point, type Ring, squared, toPlane } from './plane.ts'
import { allot, lattice, type Seat, settle } from './power.ts'

/** A community's place in a part of the land, before boundaries are drawn. */
export interface CommunitySeat extends Seat {
  code: string
  urban: boolean
}

/** Households on a square metre of a residents' community. */
const urbanDensity = 1_900 / 1e6
/** Lattice step in metres: a village has some 200 points, a community in town some 60. */
const step = 110

/** Where a street's office stands, roughly; the two banks of Gengzhen Street count apart. */
const streetSeats: { street: string; part: 'north' | 'between' | 'south'; at: Point }[] = [
  { street: '610117001', part: 'north', at: toPlane(109.088, 34.533) },
  { street: '610117002', part: 'between', at: toPlane(109.017, 34.448) },
  { street: '610117003', part: 'north', at: toPlane(108.997, 34.522) },
  { street: '610117004', part: 'north', at: toPlane(109.037, 34.487) },
  { street: '610117005', part: 'north', at: toPlane(109.105, 34.488) },
  { street: '610117005', part: 'south', at: toPlane(109.1, 34.447) },
  { street: '610117006', part: 'north', at: toPlane(109.142, 34.505) },
  { street: '610117007', part: 'north', at: toPlane(109.027, 34.568) },
]

/** Villages of Gengzhen Street north of the Wei: the former town of Yuchu. */
const yuchu = new Set(['206', '207', '208', '209', '210'].map((village) => `610117005${village}`))

/** What gazetteers and names tell of where a village lies: near this place, as far as the made boundaries allow. */
const hints: Record<string, Point> = {
  '610117001007': toPlane(109.07, 34.534),
  '610117001200': toPlane(109.072, 34.55),
  '610117001204': toPlane(109.113, 34.538),
  '610117001205': toPlane(109.092, 34.556),
  '610117001208': toPlane(109.115, 34.528),
  '610117001209': toPlane(109.115, 34.565),
  '610117001211': toPlane(109.075, 34.512),
  '610117001215': toPlane(109.092, 34.498),
  '610117001218': toPlane(109.117, 34.5),
  '610117002009': toPlane(109.045, 34.452),
  '610117002010': toPlane(109.025, 34.458),
  '610117002011': toPlane(109, 34.448),
  '610117002200': toPlane(109.02, 34.444),
  '610117002201': toPlane(108.985, 34.45),
  '610117002206': toPlane(109.06, 34.463),
  '610117003206': toPlane(109.01, 34.49),
  '610117004201': toPlane(109.02, 34.485),
  '610117004205': toPlane(109.065, 34.5),
  '610117004209': toPlane(109.045, 34.472),
  '610117004212': toPlane(109.06, 34.48),
  '610117005205': toPlane(109.1, 34.46),
  '610117005204': toPlane(109.07, 34.445),
  '610117005207': toPlane(109.115, 34.495),
  '610117005206': toPlane(109.083, 34.486),
  '610117005208': toPlane(109.11, 34.477),
  '610117005210': toPlane(109.125, 34.473),
  '610117006203': toPlane(109.155, 34.45),
  '610117006210': toPlane(109.13, 34.51),
  '610117006211': toPlane(109.133, 34.495),
  '610117006212': toPlane(109.14, 34.48),
  '610117007200': toPlane(109.027, 34.568),
  '610117007209': toPlane(109.015, 34.587),
  '610117007216': toPlane(108.965, 34.562),
  '610117007217': toPlane(108.985, 34.562),
}

/** Seats for the communities of one part of the land, settled so that their cells have fitting areas. */
export function communitySeats(
  part: 'north' | 'between' | 'south',
  land: Land,
  all: Peopled[],
): CommunitySeat[] {
  const points = lattice(land[part], step)
  const share = step * step
  const places = streetSeats.filter((seat) => seat.part === part)
  const groups = places.map(({ street }) => all.filter(({ code }) => belongs(code, street, part)))
  const targets = areasOf(groups.flat(), points.length * share)
  const target = (codes: Peopled[]) => codes.reduce((sum, { code }) => sum + targets.get(code)!, 0)
  const streets = settle(
    points,
    share,
    places.map(({ at }, i) => ({ at, weight: 0, target: target(groups[i]!) })),
    80,
    0,
  )
  const cells = allot(points, streets)
  const seats = groups.flatMap((group, i) =>
    scatter(
      points.filter((_, at) => cells[at] === i),
      places[i]!.at,
      group,
      targets,
    ),
  )
  const settled = settle(points, share, seats, 90, 14)
  return settled.map((seat, i) => ({ ...seat, code: seats[i]!.code, urban: seats[i]!.urban }))
}

function belongs(code: string, street: string, part: string): boolean {
  if (!code.startsWith(street)) return false
  return street !== '610117005' || yuchu.has(code) === (part === 'north')
}

/** Residents' communities are as large as their households need; villages share what is left of the land. */
function areasOf(group: Peopled[], land: number): Map<string, number> {
  const urban = group.filter((one) => one.urban)
  const villages = group.filter((one) => !one.urban)
  const town = urban.reduce((sum, { households }) => sum + households / urbanDensity, 0)
  const size = (one: Peopled) => one.households * (0.6 + 0.8 * chance(one.code, 'fields'))
  const fields = villages.reduce((sum, one) => sum + size(one), 0)
  return new Map(
    group.map((one) => [
      one.code,
      one.urban ? one.households / urbanDensity : ((land - town) * size(one)) / fields,
    ]),
  )
}

/** Puts the residents' communities of a street round its office and its villages over the rest of its land. */
function scatter(land: Ring, office: Point, group: Peopled[], targets: Map<string, number>): CommunitySeat[] {
  const urban = group.filter((one) => one.urban)
  const villages = group.filter((one) => !one.urban)
  const town = urban.reduce((sum, { code }) => sum + targets.get(code)!, 0)
  const reach = town / 2.6
  const inTown = spread(
    land.filter((point) => squared(point, office) < reach),
    urban.length,
    office,
  )
  const outside = spread(
    land.filter((point) => squared(point, office) >= reach * 1.2),
    villages.length,
    office,
  )
  return [...named(urban, inTown, targets), ...named(villages, outside, targets)]
}

function named(group: Peopled[], places: Point[], targets: Map<string, number>): CommunitySeat[] {
  const free = [...places]
  const hinted = group.filter(({ code }) => hints[code])
  const others = group.filter(({ code }) => !hints[code])
  return [...hinted, ...others].map(({ code, urban }) => {
    const at = hints[code] ? free.splice(nearest(free, hints[code]), 1)[0]! : free.shift()!
    return { code, urban, at, weight: 0, target: targets.get(code)! }
  })
}

/** Points far from each other: each is the best of several candidates (Mitchell 1991). */
function spread(land: Point[], count: number, salt: Point): Point[] {
  const chosen: Point[] = []
  for (let n = 0; n < count; n++) {
    const candidates = Array.from({ length: 12 }, (_, k) => {
      const at = land[Math.floor(chance(salt[0].toFixed(1), land.length, n, k) * land.length)]!
      return { at, clear: Math.min(Number.MAX_VALUE, ...chosen.map((other) => squared(at, other))) }
    })
    chosen.push(candidates.reduce((best, one) => (one.clear > best.clear ? one : best)).at)
  }
  return chosen
}
