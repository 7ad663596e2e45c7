export { type CountedCell, countedCells } from './counted.ts'
export { type EmergingQuestion, emerging } from './emerging.ts'
export { type GiQuestion, hotspots } from './hotspots.ts'
export { onePlaceKind, placeParameters, stepParameter } from './parameters.ts'
