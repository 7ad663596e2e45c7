export { type LogFormat, logFormats } from './formats.ts'
