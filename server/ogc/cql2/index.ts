export { geometryNames, type Over } from './build.ts'
export { readCql2Json } from './json.ts'
export { intervalOf, type Span, spanOf } from './moments.ts'
export { readCql2Text } from './text.ts'
