export { type Random, shuffle } from './random.ts'
export { type QuietWindow, type ScanAnswer, type ScanCluster, type ScanQuestion, scan } from './scan.ts'
