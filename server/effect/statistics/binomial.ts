import { betaAbove, betaBelow, betaQuantile, logGamma } from '../../statistics/index.ts'

/** log P(X = k) of Binomial(n, share), for a share strictly between 0 and 1. */
function logMass(k: number, n: number, share: number): number {
  return (
    logGamma(n + 1) -
    logGamma(k + 1) -
    logGamma(n - k + 1) +
    k * Math.log(share) +
    (n - k) * Math.log1p(-share)
  )
}

/** P(X <= k). */
function below(k: number, n: number, share: number): number {
  if (k < 0) return 0
  return k >= n ? 1 : betaAbove(share, k + 1, n - k)
}

/** P(X >= k). */
function above(k: number, n: number, share: number): number {
  if (k <= 0) return 1
  return k > n ? 0 : betaBelow(share, k, n - k + 1)
}

/**
 * Exact two-sided p of k out of n against a share strictly between 0 and 1: the probability of every outcome that is no
 * more likely than the one seen, ties within a relative 1e-7 included, as in R's binom.test.
 */
export function binomialTwoSided(k: number, n: number, share: number): number {
  const expected = n * share
  if (k === expected || n === 0) return 1
  const limit = logMass(k, n, share) + Math.log1p(1e-7)
  const unlikely = (outcome: number) => logMass(outcome, n, share) <= limit
  // beyond the mean the likelihood only falls, so the far tail begins at one place
  if (k < expected) {
    const from = firstWhere(Math.ceil(expected), n + 1, unlikely)
    return Math.min(1, below(k, n, share) + above(from, n, share))
  }
  const beyond = firstWhere(0, Math.floor(expected) + 1, (outcome) => !unlikely(outcome))
  return Math.min(1, below(beyond - 1, n, share) + above(k, n, share))
}

/** Clopper and Pearson's exact 95 % interval of the share behind k out of n. */
export function exactShare(k: number, n: number): { low: number; high: number } {
  return {
    low: k === 0 ? 0 : betaQuantile(0.025, k, n - k + 1),
    high: k === n ? 1 : betaQuantile(0.975, k + 1, n - k),
  }
}

/** The first whole number of [low, high) that holds, where all after it hold too; `high` where none does. */
function firstWhere(low: number, high: number, holds: (value: number) => boolean): number {
  let from = low
  let to = high
  while (from < to) {
    const middle = Math.floor((from + to) / 2)
    if (holds(middle)) to = middle
    else from = middle + 1
  }
  return from
}
