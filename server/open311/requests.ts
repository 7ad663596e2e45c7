import { type GeoQuestion, type GeoRequest, statusKinds } from '@grid/data/contract'
import type { Asking } from '../filter/index.ts'
import { badParameters, notFound } from '../problems.ts'
import { type ExchangedTicket, exchangedTickets } from '../tickets/index.ts'
import { type Language, unknownService } from './services.ts'

/** The longest period of a question, and the one of a question without dates, in milliseconds. */
const longest = 90 * 86_400_000

/** The requests of a question, the newest first. */
export async function requestsOf(
  asking: Asking,
  question: GeoQuestion,
  language: Language,
): Promise<GeoRequest[]> {
  const { page, page_size: limit, service_request_id: ids } = question
  const paged = { limit, skip: (page - 1) * limit }
  const tickets = await exchangedTickets(
    asking,
    ids ? { ids, ...paged } : { ...wishOf(asking, question), ...paged },
  )
  return tickets.map((ticket) => requestOf(asking, ticket, language))
}

/** One request; 404 where there is none that the caller may see. */
export async function requestWithId(asking: Asking, id: string, language: Language): Promise<GeoRequest> {
  const [ticket] = await exchangedTickets(asking, { ids: [id], limit: 1, skip: 0 })
  if (!ticket) throw notFound('service_request_id provided was not found')
  return requestOf(asking, ticket, language)
}

function wishOf(asking: Asking, question: GeoQuestion) {
  const { service_code: categories, status } = question
  if (categories?.some((code) => !asking.centre.categories.withId(code))) throw unknownService()
  const at = (time: string | undefined) => (time === undefined ? undefined : Date.parse(time))
  const updatedAfter = at(question.updated_after)
  const updatedBefore = at(question.updated_before)
  const one = status && new Set(status).size === 1 ? status[0] : undefined
  return {
    ...(categories ? { categories } : {}),
    ...(one ? { kind: one } : {}),
    ...(updatedAfter === undefined ? {} : { updatedAfter }),
    ...(updatedBefore === undefined ? {} : { updatedBefore }),
    reported: periodOf(asking.present, at(question.start_date), at(question.end_date)),
  }
}

/** Ninety days from the start, to the end, or to the present; a longer period is refused rather than cut in silence. */
function periodOf(present: number, start: number | undefined, end: number | undefined) {
  const until = end ?? (start === undefined ? present : start + longest)
  const from = start ?? until - longest
  if (until < from) throw badParameters([{ parameter: 'end_date', detail: 'lies before start_date' }])
  if (until - from > longest)
    throw badParameters([
      { parameter: 'end_date', detail: 'a question may span 90 days: ask for them one by one' },
    ])
  return { from, until }
}

function requestOf({ centre }: Asking, ticket: ExchangedTicket, language: Language): GeoRequest {
  const category = ticket.category === null ? undefined : centre.categories.withId(ticket.category)
  const unit = ticket.unit === null ? undefined : centre.units.withId(ticket.unit)
  return {
    service_request_id: ticket.id,
    status: statusKinds[ticket.status] === 'closed' ? 'closed' : 'open',
    status_notes: ticket.status,
    service_name: category?.name[language] ?? null,
    service_code: ticket.category,
    description: ticket.description,
    agency_responsible: unit?.name[language] ?? null,
    service_notice: null,
    requested_datetime: ticket.reported_at,
    updated_datetime: ticket.updated_at,
    expected_datetime: ticket.due_at,
    address: ticket.address,
    address_id: ticket.area,
    zipcode: null,
    lat: ticket.lat,
    long: ticket.lon,
    media_url: null,
  }
}
