import { z } from 'zod'

/** A calendar day of the centre's own time zone, `YYYY-MM-DD`. Periods are half open: `from` included, `to` not. */
export const LocalDate = z.iso.date()
export type LocalDate = z.infer<typeof LocalDate>

/** A day that a question may name: the periods it is compared with are days too, and calendars have an end. */
export const AskedDate = LocalDate.refine((day) => day >= '0100-01-01' && day < '9900-01-01', {
  error: 'write a day of the years 100 to 9899',
})

/** A point in time with its offset, ISO 8601; answers always carry UTC (`Z`). */
export const Instant = z.iso.datetime({ offset: true })
export type Instant = z.infer<typeof Instant>

/** An IANA time zone this runtime knows, e.g. `Asia/Shanghai`. */
export const TimeZone = z.string().refine(isTimeZone, { error: 'not an IANA time zone, e.g. Asia/Shanghai' })

function isTimeZone(id: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: id })
    return id.length > 0
  } catch {
    return false
  }
}
