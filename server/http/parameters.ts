import { filterShape, periodInOrder } from '@grid/data/contract'
import { z } from '@hono/zod-openapi'

const list = { style: 'form', explode: true } as const

/** The filter vocabulary as parameters of a query, each with its words and an example. */
export const filterParameters = {
  from: filterShape.from.meta({ description: 'First local day of the period', examples: ['2026-01-01'] }),
  to: filterShape.to.meta({ description: 'Local day after the period', examples: ['2026-02-01'] }),
  area: filterShape.area.meta({
    description: 'Codes of areas of any level; everything below them is included',
    param: list,
  }),
  category: filterShape.category.meta({
    description: 'Categories; a parent category includes its children',
    param: list,
  }),
  source: filterShape.source.meta({ description: 'Where tickets come from', param: list }),
  status: filterShape.status.meta({ description: 'Present status of the ticket', param: list }),
  tier: filterShape.tier.meta({ description: 'Tier that holds the ticket', param: list }),
  unit: filterShape.unit.meta({ description: 'Unit that holds the ticket', param: list }),
  urgency: filterShape.urgency.meta({ description: 'Urgency', param: list }),
  flow: filterShape.flow.meta({
    description: 'Handed from one tier, unit or area to another by the "as of"; nobody is empty',
    examples: ['tier:community>street'],
    param: list,
  }),
  bbox: filterShape.bbox.meta({
    description: 'West, south, east, north in WGS-84 degrees',
    examples: ['109.0,34.4,109.2,34.6'],
    type: 'string',
  }),
  within: filterShape.within.meta({
    description: 'A GeoJSON Polygon in WGS-84, as JSON text',
    examples: ['{"type":"Polygon","coordinates":[[[109,34.5],[109.1,34.5],[109.1,34.6],[109,34.5]]]}'],
    type: 'string',
  }),
  hexagon: filterShape.hexagon.meta({
    description:
      'Cells of the H3 grid by their index, of any resolution to 11: exactly the tickets that a count of the cell holds',
    examples: ['89283082803ffff'],
    param: list,
  }),
  q: filterShape.q.meta({
    description: 'Text in title, description or address, for callers who may read them',
    examples: ['lift'],
  }),
  asOf: filterShape.asOf.meta({
    description: 'The instant the present is taken at; the centre names its own where this is absent',
    examples: ['2026-02-01T00:00:00+08:00'],
  }),
  boundaries: filterShape.boundaries.meta({
    description:
      'Areas by today’s boundaries, or by those in force on the day each ticket was reported on; today’s where absent',
    examples: ['then'],
  }),
}

/** The parameters of a question about tickets: the filter and what else it takes, nothing unknown. */
export function questionOf<Extra extends z.ZodRawShape>(extra: Extra) {
  return z
    .strictObject({ ...filterParameters, ...extra })
    .refine((question) => periodInOrder(Period.parse(question)), {
      path: ['to'],
      error: 'must be after "from"; "to" itself is not included',
    })
}

const Period = z.object({ from: z.string().optional(), to: z.string().optional() })

/** A question without any parameter. */
export const noParameters = z.strictObject({})
