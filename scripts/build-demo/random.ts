/**
 * A seeded stream of random numbers: xoshiro128** (Blackman and Vigna, 2018), its state filled by splitmix32 from the
 * FNV-1a hash of a name. The same name gives the same numbers on every machine, so that the demo's bytes do.
 */
export class Random {
  readonly #state: Uint32Array

  constructor(state: readonly [number, number, number, number]) {
    this.#state = Uint32Array.from(state)
  }

  /** The stream of that name; streams of different names are independent. */
  static named(name: string): Random {
    let hash = 0x811c9dc5
    for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193)
    const word = (): number => {
      hash = (hash + 0x9e3779b9) | 0
      let z = hash
      z = Math.imul(z ^ (z >>> 16), 0x21f0aaad)
      z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
      return (z ^ (z >>> 15)) >>> 0
    }
    return new Random([word(), word(), word(), word()])
  }

  /** An integer of 32 bits. */
  u32(): number {
    const [a = 0, b = 0, c = 0, d = 0] = this.#state
    const result = Math.imul(rotl(Math.imul(b, 5), 7), 9) >>> 0
    const s2 = c ^ a
    const s3 = d ^ b
    this.#state[1] = b ^ s2
    this.#state[0] = a ^ s3
    this.#state[2] = s2 ^ (b << 9)
    this.#state[3] = rotl(s3, 11)
    return result
  }

  /** A number from 0 up to but not including 1. */
  unit(): number {
    return this.u32() / 0x100000000
  }

  /** An integer from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.unit() * (high - low + 1))
  }

  chance(probability: number): boolean {
    return this.unit() < probability
  }

  pick<T>(list: readonly T[]): T {
    const item = list[Math.floor(this.unit() * list.length)]
    if (item === undefined) throw new Error('nothing to pick from')
    return item
  }

  /** The index of a weight, as often as its share of the sum. */
  weighted(weights: ArrayLike<number>): number {
    let sum = 0
    for (let i = 0; i < weights.length; i++) sum += weights[i] ?? 0
    let rest = this.unit() * sum
    for (let i = 0; i < weights.length; i++) {
      rest -= weights[i] ?? 0
      if (rest < 0) return i
    }
    return weights.length - 1
  }

  /** About a standard normal: the sum of twelve units less six. Needs no logarithm, which engines may round apart. */
  bell(): number {
    let sum = -6
    for (let i = 0; i < 12; i++) sum += this.unit()
    return sum
  }

  /** A count with this mean and about a Poisson's spread; meant for means above 3. */
  count(mean: number): number {
    return Math.max(0, Math.floor(mean + Math.sqrt(mean) * this.bell() + this.unit()))
  }

  /** A value from a distribution given by its evenly spaced quantiles, straight lines between them. */
  quantile(quantiles: readonly number[]): number {
    const at = this.unit() * (quantiles.length - 1)
    const below = quantiles[Math.floor(at)] ?? 0
    const above = quantiles[Math.floor(at) + 1] ?? below
    return below + (above - below) * (at - Math.floor(at))
  }
}

function rotl(x: number, k: number): number {
  return (x << k) | (x >>> (32 - k))
}
