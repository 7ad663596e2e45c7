export { foretellRepeats, foretoldColumns } from './foretold.ts'
export { type RepeatQuestion, repeats } from './repeats.ts'
export { traceRepeats } from './trace.ts'
export { repeatPlaceOf } from './within.ts'
