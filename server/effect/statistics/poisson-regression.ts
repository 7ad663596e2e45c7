import { CholeskyDecomposition, Matrix } from 'ml-matrix'

/** A fitted Poisson regression with log link. `covariance` is for dispersion 1. */
export interface PoissonFit {
  coefficients: number[]
  covariance: number[][]
  fitted: number[]
  /** (y - mu) / sqrt(mu) */
  pearson: number[]
  /** Pearson chi-square over the degrees of freedom; 1 where there are none */
  dispersion: number
  degreesOfFreedom: number
}

const mostSteps = 100

/**
 * Fits log(mu) = X·b + offset by iteratively reweighted least squares (McCullagh and Nelder 1989, 2.5), the start and the
 * rule to stop those of R's glm with a finer tolerance. Null where the likelihood has no greatest point (a column
 * that separates the zeros) or the columns hang together.
 */
export function poissonRegression(
  design: readonly (readonly number[])[],
  counts: readonly number[],
  offset: readonly number[],
): PoissonFit | null {
  const x = new Matrix(design.map((row) => [...row]))
  let mu = counts.map((count) => count + 0.1)
  let coefficients: number[] | null = null
  let deviance = Number.POSITIVE_INFINITY
  for (let step = 0; step < mostSteps; step++) {
    const working = mu.map((m, i) => Math.log(m) - (offset[i] ?? 0) + ((counts[i] ?? 0) - m) / m)
    const solved = weightedLeastSquares(x, mu, working)
    if (!solved) return null
    coefficients = solved
    mu = design.map((row, i) => Math.exp(dot(row, solved) + (offset[i] ?? 0)))
    const next = devianceOf(counts, mu)
    if (!Number.isFinite(next)) return null
    if (Math.abs(next - deviance) <= 1e-12 * (Math.abs(next) + 0.1)) break
    deviance = next
    if (step === mostSteps - 1) return null
  }
  // a mean that runs to zero is the sign of a coefficient that runs away
  if (!coefficients || mu.some((m) => m < 1e-8)) return null
  const covariance = inverse(information(x, mu))
  if (!covariance) return null
  const pearson = mu.map((m, i) => ((counts[i] ?? 0) - m) / Math.sqrt(m))
  const degreesOfFreedom = counts.length - coefficients.length
  return {
    coefficients,
    covariance,
    fitted: mu,
    pearson,
    dispersion: degreesOfFreedom > 0 ? dot(pearson, pearson) / degreesOfFreedom : 1,
    degreesOfFreedom,
  }
}

function information(x: Matrix, weights: readonly number[]): Matrix {
  return x.transpose().mmul(Matrix.mul(x, columnsOf(weights, x.columns)))
}

function weightedLeastSquares(x: Matrix, weights: readonly number[], y: readonly number[]): number[] | null {
  const normal = decomposed(information(x, weights))
  const right = x.transpose().mmul(Matrix.columnVector(y.map((value, i) => value * (weights[i] ?? 0))))
  return normal ? normal.solve(right).to1DArray() : null
}

function inverse(matrix: Matrix): number[][] | null {
  return decomposed(matrix)?.solve(Matrix.eye(matrix.rows)).to2DArray() ?? null
}

function decomposed(matrix: Matrix): CholeskyDecomposition | null {
  const cholesky = new CholeskyDecomposition(matrix)
  return cholesky.isPositiveDefinite() ? cholesky : null
}

function columnsOf(values: readonly number[], columns: number): Matrix {
  return new Matrix(values.map((value) => new Array<number>(columns).fill(value)))
}

function devianceOf(counts: readonly number[], mu: readonly number[]): number {
  return mu.reduce((sum, m, i) => {
    const y = counts[i] ?? 0
    return sum + 2 * ((y > 0 ? y * Math.log(y / m) : 0) - (y - m))
  }, 0)
}

export function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0)
}
