import { badParameters, type ProblemError } from '../../problems.ts'

/** A 400 problem about the parameter `filter`. */
export function badFilter(detail: string): ProblemError {
  return badParameters([{ parameter: 'filter', detail }])
}
