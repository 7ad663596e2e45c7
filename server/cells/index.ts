export { cellAt, storedResolution } from './cell.ts'
export { KnownCells } from './known-cells.ts'
export { type CellNumber, cellNumber, indexOfNumber, numberOfIndex } from './number.ts'
