/** The functions used here; the package's own declarations cannot be reached through its `exports`. */
declare module 'cephes' {
  /** settles once the WebAssembly is ready */
  export const compiled: Promise<void>
  /** log of the gamma function */
  export function lgam(x: number): number
  /** normal distribution function */
  export function ndtr(x: number): number
  /** the t with P(T <= t) = p for k degrees of freedom */
  export function stdtri(k: number, p: number): number
  /** P(X >= x) of chi-square with v degrees of freedom */
  export function chdtrc(v: number, x: number): number
}
