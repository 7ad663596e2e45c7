import { randomBytes } from 'node:crypto'
import { type GeoReport, type LiveTicket, urgencyAttribute } from '@grid/data/contract'
import type { CentreRecord } from '../centre/index.ts'
import { badParameters } from '../problems.ts'
import { unknownService } from './services.ts'

/** The source of tickets that come in this way. */
export const reportSource = 'open311'

/** A report as the ticket it becomes, reported at `now` (ms since 1970) under an id of its own. */
export function ticketOf(centre: CentreRecord, report: GeoReport, now: number): LiveTicket {
  const { service_code: category, lat, long: lon, address_string: address, address_id: area } = report
  if (!centre.categories.withId(category)) throw unknownService()
  if (area !== undefined && !centre.areas.withCode(area))
    throw badParameters([{ parameter: 'address_id', detail: 'is the code of no area' }])
  return {
    id: newId(now),
    source: reportSource,
    category,
    urgency: report[`attribute[${urgencyAttribute}]`] ?? 'normal',
    reported_at: new Date(Math.floor(now / 1000) * 1000).toISOString(),
    ...(report.description === undefined ? {} : { description: report.description }),
    ...(address === undefined ? {} : { address }),
    ...(area === undefined ? {} : { area }),
    ...(lat === undefined ? {} : { lat }),
    ...(lon === undefined ? {} : { lon }),
  }
}

/** The day and 80 random bits: nobody can guess another's, and none is given twice. */
function newId(now: number): string {
  const day = new Date(now).toISOString().slice(0, 10).replaceAll('-', '')
  return `G-${day}-${randomBytes(10).toString('hex')}`
}
