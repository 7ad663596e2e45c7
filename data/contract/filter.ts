import { z } from 'zod'
import { PolygonGeometry } from './area.ts'
import { Id } from './text.ts'
import { Status, Urgency } from './ticket.ts'
import { AskedDate, Instant } from './time.ts'

/** One value or several: `?area=A&area=B`. */
export const several = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(item).max(500).optional(),
  )

const Bbox = z.preprocess(
  (value) => (typeof value === 'string' ? value.split(',').map(Number) : value),
  z
    .tuple(
      [
        z.number().min(-180).max(180),
        z.number().min(-90).max(90),
        z.number().min(-180).max(180),
        z.number().min(-90).max(90),
      ],
      {
        error: 'write west,south,east,north in degrees',
      },
    )
    .refine(([west, south, east, north]) => west <= east && south <= north, {
      error: 'west must not exceed east, nor south north',
    }),
)

const Within = z.preprocess((value, context) => {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    context.addIssue({ code: 'custom', message: 'is not JSON: write a GeoJSON Polygon' })
    return z.NEVER
  }
}, PolygonGeometry)

/**
 * The one filter vocabulary of API, web address, command line, exports and OGC. `from` and `to` are local days, `to`
 * not included; several values of one key are alternatives, different keys all hold.
 */
export const filterShape = {
  from: AskedDate.optional(),
  to: AskedDate.optional(),
  area: several(Id),
  category: several(Id),
  source: several(Id),
  status: several(Status),
  tier: several(Id),
  unit: several(Id),
  urgency: several(Urgency),
  /** handed from one holder to another, `tier:community>street`, as `writeWay` spells it */
  flow: several(z.string().max(500)),
  bbox: Bbox.optional(),
  within: Within.optional(),
  /** text in title, description and address, for callers who may read them */
  q: z.string().trim().min(1).max(200).optional(),
  asOf: Instant.optional(),
}

/** Refuses a period that ends before it begins; every question's parameters pass through it. */
export function periodInOrder(filter: { from?: string | undefined; to?: string | undefined }): boolean {
  return filter.from === undefined || filter.to === undefined || filter.from < filter.to
}

export const Filter = z
  .strictObject(filterShape)
  .refine(periodInOrder, { path: ['to'], error: 'must be after "from"; "to" itself is not included' })
export type Filter = z.infer<typeof Filter>
