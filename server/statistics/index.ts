export {
  betaAbove,
  betaBelow,
  betaQuantile,
  chiSquareAbove,
  logGamma,
  normal975,
  normalTwoSided,
  student975,
  studentTwoSided,
} from './special-functions.ts'
