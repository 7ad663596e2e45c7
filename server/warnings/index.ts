export { type WarningFilter, warnings } from './warnings.ts'
