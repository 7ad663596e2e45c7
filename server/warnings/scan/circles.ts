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

/**
 * Every circle about a place: its places from the middle outwards. A circle ends after a place of `members` where `ends`
 * says so (places equally far come in together), and holds the part `shares` of what is expected.
 */
export interface Circles {
  /** where each middle's places begin in `members`, and where the last one's end */
  begins: Int32Array
  members: Int32Array
  /** part of what is expected in the circle up to and with this place */
  shares: Float64Array
  ends: Uint8Array
}

/** Distances that differ by less are one: rounding must not part what is equally far. */
const sameDistance = 1e-9

/** The circles about all places. A place that alone has more than the largest part still has the circle of itself. */
export function circlesAbout({ x, y, shares }: Places, reach: Reach): Circles {
  const begins = new Int32Array(x.length + 1)
  const members: number[] = []
  const inside: number[] = []
  const ends: number[] = []
  for (let middle = 0; middle < x.length; middle++) {
    begins[middle] = members.length
    const near: { place: number; away: number }[] = []
    for (let place = 0; place < x.length; place++) {
      const away = Math.hypot(x[place]! - x[middle]!, y[place]! - y[middle]!)
      if (away <= reach.radius) near.push({ place, away })
    }
    near.sort((a, b) => a.away - b.away || a.place - b.place)
    let sum = 0
    for (const [index, { place, away }] of near.entries()) {
      sum += shares[place]!
      if (index > 0 && sum > reach.share) break
      members.push(place)
      inside.push(sum)
      const next = near[index + 1]?.away ?? Infinity
      ends.push(next - away > sameDistance * (1 + away) ? 1 : 0)
    }
  }
  begins[x.length] = members.length
  return {
    begins,
    members: Int32Array.from(members),
    shares: Float64Array.from(inside),
    ends: Uint8Array.from(ends),
  }
}
