export { cellAt, storedResolution } from './cell.ts'
export { type CellNumber, cellNumber, indexOfNumber, numberOfIndex } from './number.ts'
