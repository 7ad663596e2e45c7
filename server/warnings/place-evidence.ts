/** Strengths tried, as natural logarithms: from one ticket to a hundred thousand. */
const [weakest, strongest] = [0, Math.log(100_000)]
const golden = (Math.sqrt(5) - 1) / 2

/** What is known of the places' parts of a category: two Dirichlet distributions, one upon the other. */
export interface Evidence {
  /** parameters of the parts over the long run */
  longRun: Float64Array
  /** tickets in the reference days */
  recent: Float64Array
  /** so many tickets' worth the long run counts beside them */
  strength: number
}

/** Tickets of a category by place, and of all. */
export interface PlaceCounts {
  /** of the category in the reference days */
  reference: ArrayLike<number>
  /** of the category in the rest of the history */
  rest: ArrayLike<number>
  /** of all categories in the whole history */
  all: ArrayLike<number>
}

/**
 * The evidence of a history. Where tickets of all kinds lie tells where those of a category may lie; the category's own in
 * the rest of the history, where they lie in the long run; those of the reference days, where they lie in this season of
 * late. Each step trusts the one before as far as makes its own tickets likeliest (Dirichlet-multinomial): a category that
 * lies as everything does is drawn to that, one that keeps to itself stays there.
 */
export function evidenceOf({ reference, rest, all }: PlaceCounts): Evidence {
  const everything = drawn(all, all.length / 2, new Float64Array(all.length).fill(1 / all.length))
  const usual = partsOf(everything)
  const longRun = drawn(rest, strengthOf(rest, usual), usual)
  return { longRun, recent: Float64Array.from(reference), strength: strengthOf(reference, partsOf(longRun)) }
}

/** The parts expected; they sum to 1. */
export function expectedParts({ longRun, recent, strength }: Evidence): Float64Array {
  return partsOf(drawn(recent, strength, partsOf(longRun)))
}

/**
 * Parameters of the Dirichlet posterior: the counts, and imagined ones spread as the parts say. No place is drawn down by
 * more than the standard deviation of its own count (Efron and Morris's limited translation, JASA 1972): one bad corner
 * among a thousand quiet places is no chance that the others should make up for.
 */
function drawn(counts: ArrayLike<number>, strength: number, parts: Float64Array): Float64Array {
  let total = 0
  for (let place = 0; place < counts.length; place++) total += counts[place]!
  return Float64Array.from(parts, (part, place) => {
    const count = counts[place]!
    const least = count - Math.sqrt(count)
    return Math.max(count + strength * part, total > 0 ? (least * (total + strength)) / total : 0)
  })
}

function partsOf(shapes: Float64Array): Float64Array {
  const total = shapes.reduce((sum, shape) => sum + shape, 0)
  return shapes.map((shape) => shape / total)
}

function strengthOf(counts: ArrayLike<number>, parts: Float64Array): number {
  return Math.exp(largest(weakest, strongest, (log) => likelihood(counts, parts, Math.exp(log))))
}

/** Log likelihood of the tickets' places under a Dirichlet-multinomial distribution, but for a constant. */
function likelihood(tickets: ArrayLike<number>, prior: Float64Array, strength: number): number {
  let [sum, total] = [0, 0]
  for (let place = 0; place < prior.length; place++) {
    const count = tickets[place]!
    for (let one = 0; one < count; one++) sum += Math.log(strength * prior[place]! + one)
    total += count
  }
  for (let one = 0; one < total; one++) sum -= Math.log(strength + one)
  return sum
}

/** Where a function with one peak is largest, to a hundredth. */
function largest(low: number, high: number, of: (value: number) => number): number {
  let [left, right] = [high - golden * (high - low), low + golden * (high - low)]
  let [atLeft, atRight] = [of(left), of(right)]
  while (high - low > 0.01) {
    if (atLeft > atRight) {
      ;[high, right, atRight] = [right, left, atLeft]
      left = high - golden * (high - low)
      atLeft = of(left)
    } else {
      ;[low, left, atLeft] = [left, right, atRight]
      right = low + golden * (high - low)
      atRight = of(right)
    }
  }
  return (low + high) / 2
}
