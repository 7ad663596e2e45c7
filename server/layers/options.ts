import { FlowBy } from '@grid/data/contract'
import { z } from '@hono/zod-openapi'
import { placeParameters, stepParameter } from '../hotspots/index.ts'
import { badParameters } from '../problems.ts'

/** What some layers are asked beside the filter, as the rooms that answer have it. */
export const layerOptions = {
  cell: placeParameters.cell,
  level: z
    .string()
    .optional()
    .meta({
      description: 'Level of areas: in place of cells, or between which hand-offs are counted',
      examples: ['community'],
    }),
  neighbours: placeParameters.neighbours
    .unwrap()
    .optional()
    .meta({
      description: 'Who belongs to a neighbourhood: so many steps away, or within a distance',
      examples: ['1', '500m'],
      type: 'string',
    }),
  step: stepParameter,
  by: FlowBy.optional().meta({
    description: 'What holders of tickets are told apart by; units where absent',
  }),
}
/** The same, of a whole. */
export const LayerOptions = z.object(layerOptions)
export type LayerOptions = z.infer<typeof LayerOptions>

/** A 400 problem where a layer is asked what it does not know. */
export function onlyTaken(options: LayerOptions, takes: readonly string[]): LayerOptions {
  const refused = Object.entries(options).filter(
    ([name, value]) => value !== undefined && !takes.includes(name),
  )
  if (refused.length === 0) return options
  throw badParameters(
    refused.map(([parameter]) => ({ parameter, detail: 'is not a parameter of this layer' })),
  )
}

/** Options as text, those that were chosen. */
export function optionsSaid(options: LayerOptions): Record<string, string> {
  const said = Object.entries(options).flatMap(([name, value]): [string, string][] => {
    if (value === undefined) return []
    if (typeof value === 'string') return [[name, value]]
    return [[name, value.by === 'rings' ? String(value.rings) : `${value.metres}m`]]
  })
  return Object.fromEntries(said)
}
