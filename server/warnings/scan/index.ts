export type { Random } from './random.ts'
export { type ScanAnswer, type ScanCluster, type ScanQuestion, scan } from './scan.ts'
