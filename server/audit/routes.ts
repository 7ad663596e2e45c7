import { AuditPage, AuditQuestion } from '@grid/data/contract'
import { createRoute, z } from '@hono/zod-openapi'
import { answering, asking, needs, router } from '../http/index.ts'
import { ProblemError } from '../problems.ts'
import type { Audit } from './audit.ts'
import { listAudit } from './list.ts'

const { who, action, what, subject, from, to, limit, after } = AuditQuestion.shape

const query = z.strictObject({
  who: who.meta({ description: 'Id of somebody, or a part of the name', examples: ['ann'] }),
  action: action.meta({ description: 'What was done; several are alternatives', examples: ['exported'] }),
  what: what.meta({ description: 'Kind of thing it was done to', examples: ['ticket'] }),
  subject: subject.meta({ description: 'Which of them', examples: ['GL-2025-000001'] }),
  from: from.meta({ description: 'First local day', examples: ['2026-01-01'] }),
  to: to.meta({ description: 'Local day after the last', examples: ['2026-02-01'] }),
  limit: limit.meta({ description: 'Entries of a page', examples: [100] }),
  after: after.meta({ description: '`next` of the page before' }),
})

const list = createRoute({
  method: 'get',
  path: '/audit',
  security: needs('administer'),
  tags: ['Audit'],
  summary: 'Who saw, exported, changed or dismissed what, the newest first; for administrators',
  request: { query },
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
