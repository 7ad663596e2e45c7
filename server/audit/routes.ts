import { AuditPage, AuditQuestion } from '@grid/data/contract'
import { createRoute } from '@hono/zod-openapi'
import { answering, asking, needs, router } from '../http/index.ts'
import { ProblemError } from '../problems.ts'
import type { Audit } from './audit.ts'
import { listAudit } from './list.ts'

const list = createRoute({
  method: 'get',
  path: '/audit',
  security: needs('administer'),
  tags: ['Audit'],
  summary: 'Who saw, exported, changed or dismissed what, the newest first; for administrators',
  request: { query: AuditQuestion },
  responses: answering(AuditPage.meta({ id: 'AuditPage' }), 'A page of entries'),
})

/** The audit, for those who oversee it. */
export function auditRoutes(audit: Audit) {
  return router().openapi(list, async (c) => {
    const { store, centre, caller } = await asking(c)
    if (caller.scope !== 'all')
      throw new ProblemError(403, 'The audit is for administrators of the whole centre.')
    // what was seen a moment ago is on the page too
    await audit.flush()
    c.header('Cache-Control', 'private, no-store')
    return c.json(await listAudit(store, c.req.valid('query'), centre.pack.timeZone), 200)
  })
}
