import { z } from 'zod'
import { Id } from './text.ts'
import { Instant } from './time.ts'

/** A blank field of a form says nothing. */
const blank = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema)

const degrees = (most: number) =>
  blank(z.coerce.number({ error: 'write degrees' }).min(-most).max(most).optional())

/** What the urgency of a report may be said to be, by the attribute of every service. */
export const urgencyAttribute = 'URGENCY'

/**
 * A report as `POST /open311/v2/requests` takes it. What GeoReport has beside (names, phone, email, device and account
 * ids, links to pictures) is no field of this: it is dropped before anything is done with the message.
 */
export const GeoReport = z
  .object({
    jurisdiction_id: blank(z.string().optional()),
    service_code: blank(Id),
    lat: degrees(90),
    long: degrees(180),
    address_string: blank(z.string().max(500).optional()),
    /** code of an area */
    address_id: blank(Id.optional()),
    description: blank(z.string().max(4000).optional()),
    [`attribute[${urgencyAttribute}]`]: blank(z.enum(['normal', 'urgent', 'danger']).optional()),
  })
  .refine(({ lat, long }) => (lat === undefined) === (long === undefined), {
    path: ['lat'],
    error: 'lat and long come together',
  })
  .refine(({ lat, address_string, address_id }) => lat ?? address_string ?? address_id, {
    path: ['lat'],
    error: 'name a place: lat and long, address_string or address_id',
  })
export type GeoReport = z.infer<typeof GeoReport>

const listed = (most: number) =>
  z
    .string()
    .transform((text) => [...new Set(text.split(',').map((one) => one.trim()))].filter((one) => one !== ''))
    .pipe(z.array(z.string()).min(1, { error: 'names none' }).max(most))

const whole = (most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, { error: 'write a whole number' })
    .transform(Number)
    .pipe(z.int().min(1).max(most))

/** The parameters that every question of GeoReport may carry. */
export const geoBasics = {
  jurisdiction_id: z.string().optional(),
  api_key: z.string().optional(),
  extensions: z.string().optional(),
}

/** Tickets that one answer of `GET /open311/v2/requests` may have. */
export const mostGeoRequests = 1000

/** The question `GET /open311/v2/requests`; ids leave everything else unheeded, as the standard says. */
export const GeoQuestion = z.strictObject({
  ...geoBasics,
  service_request_id: listed(mostGeoRequests).optional(),
  service_code: listed(500).optional(),
  start_date: Instant.optional(),
  end_date: Instant.optional(),
  updated_after: Instant.optional(),
  updated_before: Instant.optional(),
  status: listed(2)
    .pipe(z.array(z.enum(['open', 'closed'])))
    .optional(),
  page: whole(1_000_000).default(1),
  page_size: whole(mostGeoRequests).default(mostGeoRequests),
})
export type GeoQuestion = z.infer<typeof GeoQuestion>

/** A service: a category of the centre. */
export interface GeoService {
  service_code: string
  service_name: string
  description: string | null
  metadata: boolean
  type: 'realtime'
  keywords: string | null
  group: string | null
}

/** A request: a ticket, with the texts where the caller may read them. */
export interface GeoRequest {
  service_request_id: string
  status: 'open' | 'closed'
  status_notes: string | null
  service_name: string | null
  service_code: string | null
  description: string | null
  agency_responsible: string | null
  service_notice: string | null
  requested_datetime: string
  updated_datetime: string
  expected_datetime: string | null
  address: string | null
  address_id: string | null
  zipcode: string | null
  lat: number | null
  long: number | null
  media_url: string | null
}

const said = z
  .union([z.string(), z.number(), z.null()])
  .optional()
  .transform((value) =>
    value === undefined || value === null || String(value).trim() === '' ? null : String(value).trim(),
  )

/** A request as another endpoint answers it: ids may be numbers, everything may be absent, and more may be there. */
export const PeerRequest = z.object({
  service_request_id: said,
  status: said,
  status_notes: said,
  service_name: said,
  service_code: said,
  description: said,
  agency_responsible: said,
  requested_datetime: said,
  updated_datetime: said,
  expected_datetime: said,
  address: said,
  lat: said,
  long: said,
})
export type PeerRequest = z.infer<typeof PeerRequest>
