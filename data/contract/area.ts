import { z } from 'zod'
import { Id } from './text.ts'
import { LocalDate } from './time.ts'

export const AreaKind = z.enum(['basic', 'special'])

/**
 * A district, street, community or grid. Basic areas form the tree: every one has a parent but those of the first
 * level. Special grids (专属网格) may overlap and are reported beside the tree.
 */
export const Area = z.object({
  code: Id,
  name: z.string().trim().min(1).max(200),
  nameEn: z.string().trim().min(1).max(200).optional(),
  level: Id,
  parent: Id.optional(),
  kind: AreaKind.default('basic'),
  /** the leading organisation, never a person */
  lead: z.string().max(200).optional(),
  households: z.int().min(0).optional(),
  population: z.int().min(0).optional(),
  validFrom: LocalDate.optional(),
  validTo: LocalDate.optional(),
})
export type Area = z.infer<typeof Area>

export const Position = z.tuple([z.number(), z.number()]).rest(z.number())
const Ring = z.array(Position).min(4)
export const PolygonGeometry = z.object({ type: z.literal('Polygon'), coordinates: z.array(Ring).min(1) })
export const MultiPolygonGeometry = z.object({
  type: z.literal('MultiPolygon'),
  coordinates: z.array(z.array(Ring).min(1)).min(1),
})
/** The outline of an area in WGS-84 longitude, latitude. */
export const AreaGeometry = z.discriminatedUnion('type', [PolygonGeometry, MultiPolygonGeometry])
export type AreaGeometry = z.infer<typeof AreaGeometry>
