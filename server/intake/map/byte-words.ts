/** What few texts stand for, found by their bytes: no text has to be made to be known again. */
export class ByteWords<Meaning> {
  /** places of the words by their hashes, twice as many as there may be words; -1 where there is none */
  private readonly slots: Int32Array
  private bytes = Buffer.alloc(4096)
  private used = 0
  private readonly ends: number[] = [0]
  private readonly hashes: number[] = []
  private readonly meanings: Meaning[] = []

  /** @param most how many words may be added */
  constructor(most: number) {
    this.slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * most))).fill(-1)
  }

  /** What the bytes stand for; undefined where they are not known. */
  get(bytes: Uint8Array, start: number, end: number): Meaning | undefined {
    const { slots, hashes } = this
    const hash = hashOf(bytes, start, end)
    for (let slot = hash & (slots.length - 1); ; slot = (slot + 1) & (slots.length - 1)) {
      const word = slots[slot]!
      if (word < 0) return undefined
      if (hashes[word] === hash && this.isSame(word, bytes, start, end)) return this.meanings[word]
    }
  }

  /** Takes bytes that are not known; answers how many texts there are now. */
  add(bytes: Uint8Array, start: number, end: number, meaning: Meaning): number {
    const length = end - start
    if (this.used + length > this.bytes.length) {
      const larger = Buffer.alloc(2 * (this.used + length))
      this.bytes.copy(larger, 0, 0, this.used)
      this.bytes = larger
    }
    this.bytes.set(bytes.subarray(start, end), this.used)
    this.used += length
    this.ends.push(this.used)
    const hash = hashOf(bytes, start, end)
    this.hashes.push(hash)
    const words = this.meanings.push(meaning)
    const mask = this.slots.length - 1
    let slot = hash & mask
    while (this.slots[slot]! >= 0) slot = (slot + 1) & mask
    this.slots[slot] = words - 1
    return words
  }

  private isSame(word: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.ends[word]!
    if (this.ends[word + 1]! - from !== end - start) return false
    for (let i = 0; i < end - start; i++) if (this.bytes[from + i] !== bytes[start + i]) return false
    return true
  }
}

/** FNV-1a of 32 bits, four bytes at a time, the upper bits brought down after each, since places are told by the lower ones. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5 | 0
  let at = start
  for (; at + 4 <= end; at += 4) {
    const four = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)
    hash = Math.imul(hash ^ four, 0x01000193)
    hash ^= hash >>> 15
  }
  for (; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193)
  return hash
}
