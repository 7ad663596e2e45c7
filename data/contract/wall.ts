import { z } from 'zod'
import { Id } from './text.ts'

/**
 * What a scene of the control-room display is about. `areas` is one scene for each area below the top of the tree, one
 * after the other.
 */
export const WallSceneKind = z.enum(['overview', 'hotspots', 'escalation', 'deadlines', 'areas'])
export type WallSceneKind = z.infer<typeof WallSceneKind>

/** The control-room display: what it shows, for how long, and how large. An address may say otherwise of the last three. */
export const WallSettings = z.strictObject({
  scenes: z
    .array(WallSceneKind)
    .min(1)
    .default(['overview', 'hotspots', 'escalation', 'deadlines', 'areas'])
    .refine((scenes) => new Set(scenes).size === scenes.length, { error: 'names a scene twice' }),
  /** local days that the figures are of, up to the last one of the data */
  days: z.int().min(1).max(366).default(30),
  /** most scenes of `areas`: where there are more areas, those with the most tickets */
  mostAreas: z.int().min(1).max(60).default(12),
  /** measure that the map shows in `overview` and `areas`; hotline tickets per 1,000 households where absent and known, else the first rate */
  measure: Id.optional(),
  /** seconds that a dangerous ticket may hold the display; three times as long where they come one after another */
  interruptSeconds: z.int().min(5).max(600).default(30),
  /** seconds to a scene; 0 stands still */
  rotateSeconds: z.union([z.literal(0), z.int().min(5).max(3600)]).default(30),
  /** diagonal of the whole picture, inches: of all panels of a video wall together */
  panel: z.number().min(5).max(2000).default(75),
  /** metres from the picture to the farthest viewer */
  distance: z.number().min(0.3).max(100).default(4),
})
export type WallSettings = z.infer<typeof WallSettings>
