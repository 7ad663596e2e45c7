export { Catalogue } from './catalogue.ts'
export { measures } from './list.ts'
export type { MeasureDefinition } from './measure.ts'
