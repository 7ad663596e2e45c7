/** Where things are counted: centres of cells on a plane in metres, and each one's part of what is expected. */
export interface Places {
  x: ArrayLike<number>
  y: ArrayLike<number>
  /** sum to 1 */
  shares: ArrayLike<number>
}

/** How far circles reach. */
export interface Reach {
  /** largest part of all that is expected */
  share: number
  /** metres */
  radius: number
}

/** Who lies how far from whom: every place's neighbours within a radius, from the middle outwards. */
export interface Rounds {
  /** where each middle's places begin in `members`, and where the last one's end */
  begins: Int32Array
  members: Int32Array
  /** whether a circle may end after this place: places equally far come in together */
  ends: Uint8Array
}

/** Every circle about a place, with the part of what is expected that it holds. */
export interface Circles extends Rounds {
  /** part of what is expected in the circle up to and with this place */
  shares: Float64Array
  /** where the widest circle about each middle ends in `members` */
  stops: Int32Array
}

/** Distances that differ by less are one: rounding must not part what is equally far. */
const sameDistance = 1e-9
/** Likewise parts: a circle that holds just the largest part must not fall out by the order in which it was summed. */
const samePart = 1e-9

/** The places within a radius of each place, in the order of their distance. */
export function roundsAbout({ x, y }: Omit<Places, 'shares'>, radius: number): Rounds {
  const begins = new Int32Array(x.length + 1)
  const members: number[] = []
  const ends: number[] = []
  for (let middle = 0; middle < x.length; middle++) {
    begins[middle] = members.length
    const near: { place: number; away: number }[] = []
    for (let place = 0; place < x.length; place++) {
      const away = Math.hypot(x[place]! - x[middle]!, y[place]! - y[middle]!)
      if (away <= radius) near.push({ place, away })
    }
    near.sort((a, b) => a.away - b.away || a.place - b.place)
    for (const [index, { place, away }] of near.entries()) {
      members.push(place)
      const next = near[index + 1]?.away ?? Infinity
      ends.push(next - away > sameDistance * (1 + away) ? 1 : 0)
    }
  }
  begins[x.length] = members.length
  return { begins, members: Int32Array.from(members), ends: Uint8Array.from(ends) }
}

/**
 * The circles of rounds up to the largest part of what is expected. A place that alone has more still has the circle of
 * itself.
 */
export function circlesOf(rounds: Rounds, shares: ArrayLike<number>, most: number): Circles {
  const { begins, members } = rounds
  const inside = new Float64Array(members.length)
  const stops = new Int32Array(begins.length - 1)
  for (let middle = 0; middle < stops.length; middle++) {
    const begin = begins[middle]!
    const end = begins[middle + 1]!
    let sum = 0
    let at = begin
    for (; at < end; at++) {
      sum += shares[members[at]!]!
      if (at > begin && sum > most + samePart) break
      inside[at] = sum
    }
    stops[middle] = at
  }
  return { ...rounds, shares: inside, stops }
}
