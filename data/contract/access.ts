import { z } from 'zod'

/**
 * What a caller is: viewers look, coordinators work with the tickets of their areas, planners take figures and files away,
 * the centre acts and dismisses, administrators let people in. `display` is a wall, `public` a key for what anybody may
 * have.
 */
export const Role = z.enum([
  'viewer',
  'coordinator',
  'planner',
  'centre',
  'administrator',
  'display',
  'public',
])
export type Role = z.infer<typeof Role>
