/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** at least 0, below 1 */
  unit(): number
}

/** Chris Doty-Humphrey's sfc32, seeded with one whole number; passes PractRand. */
export function randomFrom(seed: number): Random {
  let [a, b, c, counter] = [0x9e3779b9, 0x243f6a88, seed | 0, 1]
  const word = () => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    c |= 0
    return sum >>> 0
  }
  for (let round = 0; round < 15; round++) word()
  return { unit: () => word() / 2 ** 32 }
}

/** Puts values in a random order (Fisher and Yates). */
export function shuffle(values: Int32Array, random: Random): void {
  for (let at = values.length - 1; at > 0; at--) {
    const other = Math.floor(random.unit() * (at + 1))
    const held = values[at]!
    values[at] = values[other]!
    values[other] = held
  }
}

/** Draws places with given probabilities, each in the same time: Vose's alias method (IEEE TSE 1991). */
export class Lots {
  private readonly keeps: Float64Array
  private readonly alias: Int32Array

  /** @param weights not negative, not all 0; their sum is free */
  constructor(weights: ArrayLike<number>) {
    const size = weights.length
    this.keeps = new Float64Array(size).fill(1)
    this.alias = new Int32Array(size)
    let total = 0
    for (let place = 0; place < size; place++) total += weights[place]!
    const scaled = Float64Array.from(weights, (weight) => (weight * size) / total)
    const small: number[] = []
    const large: number[] = []
    for (let place = 0; place < size; place++) (scaled[place]! < 1 ? small : large).push(place)
    while (small.length > 0 && large.length > 0) {
      const less = small.pop()!
      const more = large.at(-1)!
      this.keeps[less] = scaled[less]!
      this.alias[less] = more
      scaled[more] = scaled[more]! + scaled[less]! - 1
      if (scaled[more]! < 1) small.push(large.pop()!)
    }
  }

  draw(random: Random): number {
    const at = random.unit() * this.keeps.length
    const place = Math.floor(at)
    return at - place < this.keeps[place]! ? place : this.alias[place]!
  }
}
