import { IntakeError } from '../errors.ts'
import { instantReader } from '../instants.ts'
import { Fault } from './fault.ts'
import type { CellReader } from './values.ts'

/** Reads times to milliseconds since 1970; `place` is where the mapping names their forms. */
export function timeReader(forms: string[] | undefined, timeZone: string, place: string): CellReader {
  const read = compiled(forms, timeZone, place)
  return (cell) => {
    const result = read(cell)
    return 'ms' in result ? result.ms : new Fault(result.reason, result.remedy)
  }
}

/** Reads days to `YYYY-MM-DD`: a day has no zone, so it is read as one of UTC and written as one. */
export function dayReader(forms: string[] | undefined, place: string): CellReader {
  const read = compiled(forms, 'UTC', place)
  return (cell) => {
    const result = read(cell)
    return 'ms' in result
      ? new Date(result.ms).toISOString().slice(0, 10)
      : new Fault(result.reason.replace('a time', 'a day'), result.remedy)
  }
}

function compiled(forms: string[] | undefined, timeZone: string, place: string) {
  try {
    return instantReader(forms, timeZone)
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    throw new IntakeError([`${place}: ${cause.message}`], { cause })
  }
}
