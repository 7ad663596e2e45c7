export type { Comparison, Condition, Literal, Shape } from './condition.ts'
export { judge } from './holds.ts'
export { type Columns, predicateOfCondition } from './predicate.ts'
