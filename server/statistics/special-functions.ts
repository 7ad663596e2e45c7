// whoever compiles this file, the web for its typed client too, needs the declarations
/// <reference path="./cephes.d.ts" />
import { chdtrc, compiled, lgam, ndtr, stdtri } from 'cephes'

// the functions are WebAssembly, compiled once when this file is read
await compiled

/** 1.96, the 97.5 % point of the normal distribution. */
export const normal975 = 1.959963984540054

export function logGamma(x: number): number {
  return lgam(x)
}

/** P(|Z| >= |z|) of the normal distribution. */
export function normalTwoSided(z: number): number {
  return 2 * ndtr(-Math.abs(z))
}

/** The 97.5 % point of Student's t; degrees of freedom are a whole number. */
export function student975(degreesOfFreedom: number): number {
  return stdtri(degreesOfFreedom, 0.975)
}

/** The log of the largest number: the package throws where the density is below its inverse. */
const mostLog = Math.log(Number.MAX_VALUE)

/** P(X >= x) of chi-square; 0 or 1 where it differs from these by less than a number can tell. */
export function chiSquareAbove(x: number, degreesOfFreedom: number): number {
  const [shape, half] = [degreesOfFreedom / 2, x / 2]
  if (shape * Math.log(half) - half - lgam(shape) < -mostLog) return x > degreesOfFreedom ? 0 : 1
  return chdtrc(degreesOfFreedom, x)
}
