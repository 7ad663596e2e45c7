export { betaAbove, betaBelow, betaQuantile, studentTwoSided } from './incomplete-beta.ts'
export {
  chiSquareAbove,
  logGamma,
  normal975,
  normalTwoSided,
  student975,
} from './special-functions.ts'
