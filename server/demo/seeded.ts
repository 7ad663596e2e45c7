/** Numbers that look random and are the same for the same seed. */
export interface Seeded {
  /** at least 0, below 1 */
  share(): number
  /** so long until the next of things that come by chance once in 1, on average */
  waiting(): number
  /** one of these, each as likely */
  oneOf<T>(list: readonly T[]): T | undefined
}

/** A stream of numbers: a counter stepped by the golden ratio and mixed (the finaliser of MurmurHash3). */
export function seeded(seed: number): Seeded {
  let state = seed >>> 0
  const share = () => {
    state = (state + 0x9e37_79b9) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85eb_ca6b)
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35)
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32
  }
  return {
    share,
    waiting: () => -Math.log(1 - share()),
    oneOf: (list) => list[Math.floor(share() * list.length)],
  }
}
