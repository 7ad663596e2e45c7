export { suppress } from './suppress.ts'
export type { CountTable } from './table.ts'
export { type Withheld, withheldFigures } from './withheld.ts'
