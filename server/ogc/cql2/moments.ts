import { addDays, startOfDay } from '../../centre/index.ts'

/** A stretch of time in milliseconds since 1970, both ends in it; null is open. */
export interface Span {
  from: number | null
  to: number | null
}

const dayPattern = /^\d{4}-\d{2}-\d{2}$/
const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/i

/** A day of the zone as its stretch, an instant as one without length; null where it is neither. */
export function spanOf(text: string, timeZone: string): Span | null {
  if (dayPattern.test(text)) {
    if (Number.isNaN(Date.parse(`${text}T00:00:00Z`))) return null
    return { from: startOfDay(text, timeZone), to: startOfDay(addDays(text, 1), timeZone) - 1 }
  }
  if (!instantPattern.test(text)) return null
  const at = Date.parse(text)
  return Number.isNaN(at) ? null : { from: at, to: at }
}

/** An interval of two texts, `..` or nothing for an open end; null where it is none. */
export function intervalOf(from: string, to: string, timeZone: string): Span | null {
  const open = (text: string) => text === '..' || text === ''
  const start = open(from) ? { from: null, to: null } : spanOf(from, timeZone)
  const end = open(to) ? { from: null, to: null } : spanOf(to, timeZone)
  if (!start || !end) return null
  if (start.from !== null && end.to !== null && start.from > end.to) return null
  return { from: start.from, to: end.to }
}
