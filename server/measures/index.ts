export { measures, measureWithId } from './list.ts'
export type { MeasureDefinition } from './measure.ts'
