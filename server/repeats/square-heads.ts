const none = -1
/** No number of a strip. */
const free = Number.NEGATIVE_INFINITY
/** Neighbouring squares kept together: the three of a row lie in one such strip, or in two. */
const strip = 8
const startingStrips = 256

/**
 * The latest report of each square, reports being numbered as they come. Strips of neighbouring squares are found by their numbers in one table
 * without chains: a search in nine squares is a search for some four strips.
 */
export class SquareHeads {
  private numbers = new Float64Array(startingStrips).fill(free)
  private reports = new Int32Array(startingStrips * strip).fill(none)
  private used = 0
  private shift = 32 - Math.log2(startingStrips)

  /** The latest report of a square; -1 where it has none. */
  of(square: number): number {
    const number = Math.floor(square / strip)
    const place = this.find(number)
    return this.numbers[place] === number ? this.reports[place * strip + square - number * strip]! : none
  }

  /**
   * Writes the latest reports of a square and of its neighbours of one row into `into`, those from `oldest` on; answers
   * how many.
   */
  around(square: number, oldest: number, into: Int32Array): number {
    const last = square + 1
    let found = 0
    for (let from = square - 1; from <= last; ) {
      const number = Math.floor(from / strip)
      const start = number * strip
      const end = Math.min(last, start + strip - 1)
      const place = this.find(number)
      if (this.numbers[place] === number)
        for (let at = place * strip + from - start; at <= place * strip + end - start; at++)
          if (this.reports[at]! >= oldest) into[found++] = this.reports[at]!
      from = end + 1
    }
    return found
  }

  /** Puts another report in front of a square's. */
  set(square: number, report: number): void {
    const number = Math.floor(square / strip)
    let place = this.find(number)
    if (this.numbers[place] !== number) {
      if (2 * ++this.used > this.numbers.length) {
        this.grow()
        place = this.find(number)
      }
      this.numbers[place] = number
    }
    this.reports[place * strip + square - number * strip] = report
  }

  /** Where a strip is, or is to come. */
  private find(number: number): number {
    const { numbers } = this
    const mask = numbers.length - 1
    let place = Math.imul(number | 0, 0x9e3779b1) >>> this.shift
    while (numbers[place] !== number && numbers[place] !== free) place = (place + 1) & mask
    return place
  }

  private grow(): void {
    const { numbers, reports } = this
    this.numbers = new Float64Array(2 * numbers.length).fill(free)
    this.reports = new Int32Array(2 * reports.length).fill(none)
    this.shift--
    for (let old = 0; old < numbers.length; old++) {
      if (numbers[old] === free) continue
      const place = this.find(numbers[old]!)
      this.numbers[place] = numbers[old]!
      this.reports.set(reports.subarray(old * strip, (old + 1) * strip), place * strip)
    }
  }
}
