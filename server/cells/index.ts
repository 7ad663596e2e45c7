export { cellAt, storedResolution } from './cell.ts'
export { KnownCells } from './known-cells.ts'
export { type CellNumber, cellNumber, indexOfNumber, numberOfCell, numberOfIndex } from './number.ts'
