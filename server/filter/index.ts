export { areaColumn } from './area.ts'
export type { Asking } from './asking.ts'
export { asOfOf, basisOf, periodOf } from './basis.ts'
export { areasOf, predicateOf, reportedIn } from './predicate.ts'
