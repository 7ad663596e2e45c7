export { cellAt, storedResolution } from './cell.ts'
export { type CellNumber, cellNumber, indexOfNumber, numberOfCell, numberOfIndex } from './number.ts'
