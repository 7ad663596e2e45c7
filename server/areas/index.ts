export { areaWithCode } from './area.ts'
export { type AreasQuestion, listAreas } from './list.ts'
