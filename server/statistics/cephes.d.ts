/** The functions used here; the package's own declarations cannot be reached through its `exports`. */
declare module 'cephes' {
  /** settles once the WebAssembly is ready */
  export const compiled: Promise<void>
  /** regularised incomplete beta function I_x(a, b) */
  export function incbet(a: number, b: number, x: number): number
  /** the x with I_x(a, b) = y */
  export function incbi(a: number, b: number, y: number): number
  /** log of the gamma function */
  export function lgam(x: number): number
  /** normal distribution function */
  export function ndtr(x: number): number
  /** the t with P(T <= t) = p for k degrees of freedom */
  export function stdtri(k: number, p: number): number
  /** P(X >= x) of chi-square with v degrees of freedom */
  export function chdtrc(v: number, x: number): number
}
