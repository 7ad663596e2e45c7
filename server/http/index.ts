export { asking } from './asking.ts'
export { filterParameters, noParameters, questionOf } from './parameters.ts'
export { answering, answeringGeoJson } from './responses.ts'
export { type Env, router } from './router.ts'
