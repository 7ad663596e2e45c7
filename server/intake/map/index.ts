export {
  type CompiledMapping,
  compileMapping,
  type MappedFile,
  type MappingContext,
  ofXes,
} from './compile.ts'
export { Fault } from './fault.ts'
export { areaFields, eventFields, type Fields, ticketFields, toldFields } from './fields.ts'
export { type CellProblem, RowReader } from './rows.ts'
export type { Value } from './values.ts'
