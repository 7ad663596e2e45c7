import type { Logger } from 'pino'
import type { Access } from './access/index.ts'
import { areaRoutes } from './areas/routes.ts'
import { centreRoutes } from './centre/routes.ts'
import type { Clock } from './clock.ts'
import { router } from './http/index.ts'
import { measureRoutes } from './measures/routes.ts'
import type { Store } from './store/index.ts'
import { ticketRoutes } from './tickets/routes.ts'

/** What a server is made of. */
export interface House {
  store: Store
  clock: Clock
  access: Access
  log: Logger
  /** folder of the built web; a page that says so where it is absent */
  web?: string
}

export function createApp(_house: House) {
  return router()
    .route('/api', centreRoutes)
    .route('/api', areaRoutes)
    .route('/api', measureRoutes)
    .route('/api', ticketRoutes)
}

/** The API as its typed client sees it. */
export type App = ReturnType<typeof createApp>
