import { Role, type Role as RoleType } from '@grid/data/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nobody } from '../../server/access/index.ts'
import type { Store } from '../../server/store/index.ts'
import { appOf } from '../fixtures/app.ts'
import { callerOf } from '../fixtures/caller.ts'
import { storeWith } from '../fixtures/centre.ts'
import { twoStreets } from '../fixtures/two-streets.ts'

/** Who gets past the door, written anew: the first letters of the roles. v c p z(centre) a d(isplay) u(public) */
const letters: Record<string, RoleType> = {
  v: 'viewer',
  c: 'coordinator',
  p: 'planner',
  z: 'centre',
  a: 'administrator',
  d: 'display',
  u: 'public',
}
const doors: [method: string, path: string, may: string][] = [
  ['GET', '/api/centre', 'vcpzadu'],
  ['GET', '/api/tickets', 'vcpzadu'],
  ['GET', '/api/tickets/M01', 'vcpzadu'],
  ['GET', '/api/warnings', 'vcpzad'],
  ['POST', '/api/warnings/x/dismiss', 'za'],
  ['POST', '/api/warnings/x/reopen', 'za'],
  ['POST', '/api/tickets', 'cza'],
  ['POST', '/api/tickets/M01/events', 'cza'],
  ['GET', '/api/export/areas-street.csv', 'cpzau'],
  ['GET', '/api/export/areas-street.csv-metadata.json', 'cpzau'],
  ['GET', '/api/export/log.xes', 'cpza'],
  ['GET', '/api/export/log.ocel.json', 'cpza'],
  ['GET', '/ogc', 'cpzau'],
  ['GET', '/ogc/collections/tickets/items', 'cpzau'],
  ['GET', '/open311/v2/requests.json', 'vcpzadu'],
  ['POST', '/open311/v2/requests.json', 'cza'],
  ['GET', '/api/alerts', 'za'],
  ['GET', '/metrics', 'za'],
  ['GET', '/api/access', 'a'],
  ['POST', '/api/access/accounts', 'a'],
  ['PATCH', '/api/access/accounts/x', 'a'],
  ['POST', '/api/access/keys', 'a'],
  ['DELETE', '/api/access/keys/x', 'a'],
  ['POST', '/api/access/displays', 'a'],
  ['DELETE', '/api/access/displays/x', 'a'],
]

describe('the door', () => {
  let store: Store
  beforeAll(async () => {
    store = await storeWith(twoStreets)
  })
  afterAll(() => store.close())

  const statusFor = async (role: RoleType | undefined, method: string, path: string) => {
    const caller = role ? callerOf({ role }) : nobody
    const { app } = appOf(store, { access: () => caller })
    const response = await app.request(path, { method, ...(method === 'GET' ? {} : { body: '{}' }) })
    await response.body?.cancel()
    return response.status
  }

  it.each(doors)('lets past to %s %s', async (method, path, may) => {
    for (const role of Role.options) {
      const status = await statusFor(role, method, path)
      const allowed = [...may].some((letter) => letters[letter] === role)
      expect([role, status === 403]).toEqual([role, !allowed])
    }
    expect(await statusFor(undefined, method, path)).toBe(401)
  })

  it('keeps what is for those who see the whole centre from those who see a part of it', async () => {
    const { get } = appOf(store, { access: () => callerOf({ role: 'centre', scope: ['S1', 'S2'] }) })
    expect([(await get('/api/alerts')).status, (await get('/metrics')).status]).toEqual([403, 403])
  })

  it('knows what every route needs, and no route that is not declared is open to anybody', async () => {
    const { get } = appOf(store)
    const { paths } = (await get('/api/openapi.json')).json as {
      paths: Record<string, Record<string, { security?: Record<string, string[]>[] }>>
    }
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, one]) => [`${method} ${path}`, one.security] as const),
    )
    expect(operations.length).toBeGreaterThan(40)
    for (const [operation, security] of operations) expect(security?.length, operation).toBeGreaterThan(0)
    const open = operations.filter(([, security]) => security?.some((one) => Object.keys(one).length === 0))
    expect(open.map(([operation]) => operation).sort()).toEqual([
      'delete /api/session',
      'get /api/session',
      'post /api/session',
      'put /api/session/password',
    ])
    // a route that somebody lays and forgets to declare
    const { app, get: ask } = appOf(store)
    app.get('/api/forgotten', (c) => c.text('secret'))
    expect((await ask('/api/forgotten')).status).toBe(404)
  })
})
