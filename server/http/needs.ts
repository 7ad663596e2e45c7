import type { Task } from '@grid/data/contract'

/** What a route asks of its caller: a task of the table of rights, or nothing, where it is for everybody. */
export type Need = Task | 'open'

/** How a caller says who they are, as the OpenAPI document names it. */
export const securitySchemes = {
  login: {
    type: 'apiKey',
    in: 'cookie',
    name: 'grid_session',
    description: 'The cookie of a login; of a display `grid_display`. Behind TLS both begin with `__Host-`',
  },
  key: { type: 'http', scheme: 'bearer', description: 'The key of a machine: `Authorization: Bearer ...`' },
} as const

/** What a route declares in its definition, so that the door and the document say the same. */
export function needs(need: Need): Record<string, string[]>[] {
  return need === 'open' ? [{}] : [{ login: [need] }, { key: [need] }]
}
