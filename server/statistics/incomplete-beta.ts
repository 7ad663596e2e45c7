import { logGamma } from './special-functions.ts'

const tiny = Number.MIN_VALUE / Number.EPSILON

/**
 * P(X <= x) of Beta(a, b), to some 1e-9 relative: the continued fraction of the incomplete beta function (DLMF 8.17.22), carried
 * on until it stands still, which takes about the root of the larger parameter.
 */
export function betaBelow(x: number, a: number, b: number): number {
  return below(x, 1 - x, a, b)
}

/** P(X > x) of Beta(a, b), exact to its last digits also where it is tiny. */
export function betaAbove(x: number, a: number, b: number): number {
  return below(1 - x, x, b, a)
}

/** The x with P(X <= x) = p of Beta(a, b), by halving. */
export function betaQuantile(p: number, a: number, b: number): number {
  let [low, high] = [0, 1]
  for (let x = 0.5; low < x && x < high; x = (low + high) / 2) {
    if (betaBelow(x, a, b) < p) low = x
    else high = x
  }
  return high
}

/** P(|T| >= |t|) of Student's t. */
export function studentTwoSided(t: number, degreesOfFreedom: number): number {
  return betaBelow(degreesOfFreedom / (degreesOfFreedom + t * t), degreesOfFreedom / 2, 0.5)
}

/** P(X <= x), with `rest` what is left of 1: the smaller of the two has digits that the larger has lost. */
function below(x: number, rest: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (rest <= 0) return 1
  // on this side of the mean the fraction converges
  return x * (a + b + 2) <= a + 1 ? tail(x, rest, a, b) : 1 - tail(rest, x, b, a)
}

function tail(x: number, rest: number, a: number, b: number): number {
  // numerators of the fraction in Lentz's way, as it is modified by Thompson and Barnett
  let fraction = 1
  let c = 1
  let d = 0
  for (let step = 1, change = 0; Math.abs(change - 1) > 4 * Number.EPSILON; step++) {
    const m = step >> 1
    const numerator =
      step % 2 === 0
        ? (m * (b - m) * x) / ((a + step - 1) * (a + step))
        : (-(a + m) * (a + b + m) * x) / ((a + step - 1) * (a + step))
    d = 1 / (1 + numerator * d || tiny)
    c = 1 + numerator / c || tiny
    change = c * d
    fraction *= change
  }
  return Math.exp(logFactor(x, rest, a, b)) / (a * fraction)
}

/** log(x^a (1 - x)^b / B(a, b)), of ratios to the mean, so that nothing large cancels. */
function logFactor(x: number, rest: number, a: number, b: number): number {
  const n = a + b
  const off = x < rest ? x - a / n : b / n - rest
  return (
    a * logRatio(x, a / n, off) +
    b * logRatio(rest, b / n, -off) +
    Math.log((a / n) * b) / 2 -
    Math.log(2 * Math.PI) / 2 +
    beyondStirling(n) -
    beyondStirling(a) -
    beyondStirling(b)
  )
}

/** log(x / mean), where both differ by `off`. */
function logRatio(x: number, mean: number, off: number): number {
  return Math.abs(off) < mean / 2 ? Math.log1p(off / mean) : Math.log(x / mean)
}

/** log of the gamma function less Stirling's (z - 1/2) log z - z + log(2 pi)/2. */
function beyondStirling(z: number): number {
  return z > 100
    ? (1 - 1 / (30 * z * z)) / (12 * z)
    : logGamma(z) - (z - 0.5) * Math.log(z) + z - Math.log(2 * Math.PI) / 2
}
