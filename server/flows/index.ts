export { flowMatrix } from './matrix.ts'
export { flowPaths } from './paths.ts'
export { flowPingPong } from './ping-pong.ts'
