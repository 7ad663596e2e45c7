export type { Taken, Work } from './job.ts'
export { takenInOrder } from './read.ts'
