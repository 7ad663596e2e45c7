import { CellSize, type Neighbours } from '@grid/data/contract'
import { z } from '@hono/zod-openapi'

const mostRings = 10
const mostMetres = 20_000
const wrong = `write steps (1 to ${mostRings}), or a distance such as 500m or 2km (to ${mostMetres / 1000} km)`

const Neighbourly = z
  .string()
  .regex(/^(\d{1,2}|\d{1,5}(\.\d+)?k?m)$/, { error: wrong })
  .transform((text, context): Neighbours => {
    const amount = Number.parseFloat(text)
    const found: Neighbours = text.endsWith('km')
      ? { by: 'distance', metres: amount * 1000 }
      : text.endsWith('m')
        ? { by: 'distance', metres: amount }
        : { by: 'rings', rings: amount }
    const fits =
      found.by === 'rings'
        ? amount >= 1 && amount <= mostRings
        : found.metres > 0 && found.metres <= mostMetres
    if (!fits) context.addIssue({ code: 'custom', message: wrong })
    return found
  })

/** What every question about hot places takes beside the filter. */
export const placeParameters = {
  cell: CellSize.optional().meta({
    description:
      'Hexagons of this size, by name or H3 resolution; the smallest that makes at most 5,000 of the centre where absent',
    examples: ['estate'],
  }),
  level: z
    .string()
    .optional()
    .meta({ description: 'Areas of this level in place of cells', examples: ['community'] }),
  neighbours: Neighbourly.default({ by: 'rings', rings: 1 }).meta({
    description:
      'Who belongs to a neighbourhood: cells so many steps away, areas so many borders away, or places within a distance',
    examples: ['1', '500m'],
    type: 'string',
  }),
  rings: z
    .enum(['true', 'false'])
    .default('true')
    .meta({ description: 'Whether cells carry their ring; who has drawn them once needs it no more' }),
}

/** The length of a step of a question over time. */
export const stepParameter = z
  .string()
  .regex(/^(day|week|month|[1-9]\d?|[12]\d\d|3[0-5]\d|36[0-6])$/, {
    error: 'write day, week, month, or a number of days from 1 to 366',
  })
  .optional()
  .meta({
    description:
      'Length of a step: day, week, month or a number of days; one that makes 24 steps or more where absent',
    examples: ['week'],
    type: 'string',
  })

/** One kind of place, or the other. */
export function onePlaceKind({ cell, level }: { cell?: unknown; level?: unknown }): boolean {
  return cell === undefined || level === undefined
}
