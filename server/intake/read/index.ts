export { openSource } from './open.ts'
export { recordsSource } from './records.ts'
export * from './source.ts'
