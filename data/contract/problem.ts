import { z } from 'zod'

/** RFC 9457 problem details; `errors` names each offending parameter and what it may be. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  errors: z.array(z.object({ parameter: z.string(), detail: z.string() })).optional(),
})
export type Problem = z.infer<typeof Problem>
