/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** at least 0, below 1 */
  unit(): number
  /** of the standard normal distribution */
  normal(): number
  /** of the gamma distribution with this shape and scale 1 */
  gamma(shape: number): number
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
  const unit = () => word() / 2 ** 32
  const normal = () => Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit())
  return { unit, normal, gamma: (shape) => gamma(shape, unit, normal) }
}

/** Marsaglia and Tsang's method (ACM TOMS 2000); shapes below 1 by their boost. */
function gamma(shape: number, unit: () => number, normal: () => number): number {
  if (shape < 1) return gamma(shape + 1, unit, normal) * (1 - unit()) ** (1 / shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = normal()
    const v = (1 + c * x) ** 3
    if (v > 0 && Math.log(1 - unit()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
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
