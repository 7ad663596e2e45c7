import type { BoundaryFault } from '@grid/data/contract'
import type { DraftArea } from '../areas/index.ts'
import { common, type Ground, placeIn, squareMetres, together, without } from './ground.ts'
import { sameGround } from './meant.ts'
import { boxesMeet, type Grounds } from './overlay.ts'

/** Ground that does not count: below this share of the smaller area, or these square metres. */
const leastShare = 0.001
const leastMetres = 100
/** An area may stick out of the one above by this share: levels are often drawn by different hands. */
const outside = 0.01

/** The areas before and after, basic ones, with the codes of those that end or are not what they were. */
export interface Redrawn {
  before: readonly DraftArea[]
  after: readonly DraftArea[]
  /** codes of the file; the others were not looked at by whoever drew it */
  named: ReadonlySet<string>
  grounds: Grounds
}

/** Overlaps, gaps and areas outside the one above, as far as the new boundaries make them. */
export function faultsOf(redrawn: Redrawn): BoundaryFault[] {
  const earlier = new Map(redrawn.before.map((area) => [area.code, area]))
  const changed = redrawn.after.filter((area) => {
    const was = earlier.get(area.code)
    return !was || !sameGround(was, area)
  })
  const later = new Map(redrawn.after.map((area) => [area.code, area]))
  const left = redrawn.before.filter((area) => {
    const is = later.get(area.code)
    return !is || !sameGround(is, area)
  })
  return [
    ...overlaps(redrawn, changed, earlier),
    ...gaps(redrawn, left, later),
    ...uncovered(redrawn, changed, later),
    ...sticking(redrawn, changed, earlier, later),
  ]
}

function overlaps(
  { after, grounds }: Redrawn,
  changed: readonly DraftArea[],
  earlier: ReadonlyMap<string, DraftArea>,
): BoundaryFault[] {
  const done = new Set<string>()
  return changed.flatMap((one) =>
    after.flatMap((other): BoundaryFault[] => {
      const pair = [one.code, other.code].sort()
      if (one.code === other.code || one.level !== other.level || done.has(pair.join('\n'))) return []
      if (!boxesMeet(one, other)) return []
      done.add(pair.join('\n'))
      const shared = common(grounds.of(one), grounds.of(other))
      const metres = squareMetres(shared)
      if (isSliver(metres, Math.min(grounds.metres(one), grounds.metres(other)))) return []
      const [was, wasOther] = [earlier.get(one.code), earlier.get(other.code)]
      // what lay over each other before is no fault of the new boundaries
      if (was && wasOther && squareMetres(common(grounds.of(was), grounds.of(wasOther))) >= metres * 0.99)
        return []
      return [
        {
          kind: 'overlap',
          areas: pair,
          place: placeIn(shared),
          reason: `${called(one)} and ${called(other)} lie over each other on ${sized(metres)}`,
          remedy: 'draw a common border there',
        },
      ]
    }),
  )
}

/** Ground that areas covered and none of their level covers any more, although the level above still does. */
function gaps(
  { after, grounds }: Redrawn,
  left: readonly DraftArea[],
  later: ReadonlyMap<string, DraftArea>,
): BoundaryFault[] {
  return left.flatMap((was): BoundaryFault[] => {
    if (was.parent === undefined) return []
    const covering = after.filter((area) => area.level === was.level && boxesMeet(area, was))
    const rest = without(
      grounds.of(was),
      covering.map((area) => grounds.of(area)),
    )
    const level = later.get(was.parent)?.level
    const above = after.filter((area) => area.level === level && boxesMeet(area, was) && level !== undefined)
    const gap = together(above.map((area) => common(rest, grounds.of(area))))
    return gapOf(gap, grounds.metres(was), `what was ${called(was)}`, [was.code])
  })
}

/** Ground that an area comes to cover, although nothing of the level below does. */
function uncovered(
  { before, after, grounds }: Redrawn,
  changed: readonly DraftArea[],
  later: ReadonlyMap<string, DraftArea>,
): BoundaryFault[] {
  return changed.flatMap((area): BoundaryFault[] => {
    const children = after.filter(({ parent }) => parent === area.code)
    const level = children[0]?.level
    if (level === undefined) return []
    const earlier = before.filter((one) => one.level === area.level && boxesMeet(one, area))
    const gained = without(
      grounds.of(area),
      earlier.map((one) => grounds.of(one)),
    )
    const below = [...later.values()].filter((one) => one.level === level && boxesMeet(one, area))
    const gap = without(
      gained,
      below.map((one) => grounds.of(one)),
    )
    return gapOf(gap, grounds.metres(area), `what ${called(area)} takes in`, [area.code])
  })
}

function gapOf(gap: Ground, whole: number, of: string, areas: string[]): BoundaryFault[] {
  const metres = squareMetres(gap)
  if (isSliver(metres, whole)) return []
  return [
    {
      kind: 'gap',
      areas,
      place: placeIn(gap),
      reason: `${sized(metres)} of ${of} lie in no area of their level`,
      remedy: 'let an area cover it, or take it out of the area above',
    },
  ]
}

/** Areas that lie outside the one above, where one of the two is new there. */
function sticking(
  { after, named, grounds }: Redrawn,
  changed: readonly DraftArea[],
  earlier: ReadonlyMap<string, DraftArea>,
  later: ReadonlyMap<string, DraftArea>,
): BoundaryFault[] {
  const isChanged = new Set(changed.map(({ code }) => code))
  return after.flatMap((area): BoundaryFault[] => {
    const above = area.parent === undefined ? undefined : later.get(area.parent)
    const was = earlier.get(area.code)
    if (!above?.geometry || !area.geometry) return []
    if (!isChanged.has(area.code) && !isChanged.has(above.code) && was?.parent === area.parent) return []
    const rest = without(grounds.of(area), [grounds.of(above)])
    const metres = squareMetres(rest)
    if (metres < leastMetres || metres < outside * grounds.metres(area)) return []
    const wasAbove = was?.parent === undefined ? undefined : earlier.get(was.parent)
    const before = was && wasAbove ? squareMetres(without(grounds.of(was), [grounds.of(wasAbove)])) : 0
    if (before >= metres * 0.99) return []
    const share = `${Math.round((metres / grounds.metres(area)) * 100)} %`
    return named.has(area.code)
      ? [
          {
            kind: 'outside',
            areas: [area.code, above.code],
            place: placeIn(rest),
            reason: `${called(area)} lies outside ${called(above)} with ${sized(metres)}, ${share} of it`,
            remedy: 'draw it inside the area above, or name another parent',
          },
        ]
      : [
          {
            kind: 'straddles',
            areas: [area.code, above.code],
            place: placeIn(rest),
            reason: `${called(area)}, which the file does not name, comes to lie below ${called(above)}, but ${share} of it lie outside`,
            remedy: 'give its new outline in the file too',
          },
        ]
  })
}

function isSliver(squareMetres: number, of: number): boolean {
  return squareMetres < leastMetres || squareMetres < leastShare * of
}

function called({ code, name }: DraftArea): string {
  return name === code ? code : `${code} ${name}`
}

/** `1.25 km²`, `340 m²` */
function sized(metres: number): string {
  return metres >= 1e5 ? `${(metres / 1e6).toFixed(2)} km²` : `${Math.round(metres).toLocaleString('en')} m²`
}
