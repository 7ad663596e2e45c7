import {
  Accesses,
  Account,
  AccountChange,
  ApiKey,
  Display,
  MadeApiKey,
  MadeDisplay,
  NewAccount,
  NewApiKey,
  NewDisplay,
  type Scope,
} from '@grid/data/contract'
import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import {
  accountOf,
  addAccount,
  addDisplay,
  addKey,
  type Beside,
  bookOf,
  changeAccount,
  displayOf,
  keyOf,
  revoke,
  unknownAreas,
} from '../access/index.ts'
import type { Audit } from '../audit/index.ts'
import {
  answering,
  conflict,
  type Env,
  happeningOf,
  jsonBody,
  needs,
  noParameters,
  router,
} from '../http/index.ts'
import { badParameters } from '../problems.ts'
import type { Store } from '../store/index.ts'

const tags = ['Access']
const security = needs('administer')
const one = z.object({ id: z.string().meta({ description: '`id` as the list has it' }) })

const list = createRoute({
  method: 'get',
  path: '/access',
  security,
  tags,
  summary: 'Everybody who may come in: people, keys of machines, displays',
  request: { query: noParameters },
  responses: answering(Accesses.meta({ id: 'Accesses' }), 'Everybody who may come in'),
})

const newAccount = createRoute({
  method: 'post',
  path: '/access/accounts',
  security,
  tags,
  summary: 'Lets somebody in who logs in with a password',
  request: {
    query: noParameters,
    body: jsonBody(NewAccount.meta({ id: 'NewAccount' })),
  },
  responses: { ...answering(Account.meta({ id: 'Account' }), 'The account'), ...conflict },
})

const accountChange = createRoute({
  method: 'patch',
  path: '/access/accounts/{id}',
  security,
  tags,
  summary: "Changes somebody's role, areas or password, or shuts them out; their logins end",
  request: {
    params: one,
    query: noParameters,
    body: jsonBody(AccountChange.meta({ id: 'AccountChange' })),
  },
  responses: { ...answering(Account, 'The account as it is now'), ...conflict },
})

const newKey = createRoute({
  method: 'post',
  path: '/access/keys',
  security,
  tags,
  summary: 'Makes a key for a machine; the secret is told this once',
  request: {
    query: noParameters,
    body: jsonBody(NewApiKey.meta({ id: 'NewApiKey' })),
  },
  responses: answering(MadeApiKey.meta({ id: 'MadeApiKey' }), 'The key and its secret'),
})

const newDisplay = createRoute({
  method: 'post',
  path: '/access/displays',
  security,
  tags,
  summary: 'Makes a token for a wall; the address to open is told this once',
  request: {
    query: noParameters,
    body: jsonBody(NewDisplay.meta({ id: 'NewDisplay' })),
  },
  responses: answering(MadeDisplay.meta({ id: 'MadeDisplay' }), 'The display, its secret and address'),
})

const keyEnd = createRoute({
  method: 'delete',
  path: '/access/keys/{id}',
  security,
  tags,
  summary: 'Ends a key for good',
  request: { params: one, query: noParameters },
  responses: answering(ApiKey.meta({ id: 'ApiKey' }), 'The key, revoked'),
})

const displayEnd = createRoute({
  method: 'delete',
  path: '/access/displays/{id}',
  security,
  tags,
  summary: 'Ends a display for good',
  request: { params: one, query: noParameters },
  responses: answering(Display.meta({ id: 'Display' }), 'The display, revoked'),
})

/** Who may come in: for administrators, and for the command line through the control socket. */
export function admissionRoutes(audit: Audit) {
  /** What is kept of a change, in its transaction. */
  const kept =
    (c: Context<Env>, what: 'account' | 'key' | 'display', detail: Record<string, unknown>): Beside =>
    (transaction, { id, name }) =>
      audit.within({
        ...happeningOf(c),
        action: 'administered',
        what,
        subject: name,
        detail: what === 'account' ? detail : { ...detail, id },
      })(transaction)
  return router()
    .openapi(list, async (c) => {
      const { accounts, tokens } = await bookOf(c.var.store)
      const issued = [...tokens.values()]
      c.header('Cache-Control', 'no-store')
      return c.json(
        {
          accounts: [...accounts.values()].map(accountOf),
          keys: issued.filter(({ kind }) => kind === 'key').map(keyOf),
          displays: issued.filter(({ kind }) => kind === 'display').map(displayOf),
        },
        200,
      )
    })
    .openapi(newAccount, async (c) => {
      const { store, clock } = c.var
      const wanted = c.req.valid('json')
      await refuseUnknown(store, wanted.scope)
      const { role, scope } = wanted
      const account = await addAccount(
        store,
        wanted,
        clock.now(),
        kept(c, 'account', { made: true, role, scope }),
      )
      return c.json(account, 200)
    })
    .openapi(accountChange, async (c) => {
      const { store } = c.var
      const { password, ...wanted } = c.req.valid('json')
      await refuseUnknown(store, wanted.scope ?? 'all')
      const detail = { ...wanted, ...(password === undefined ? {} : { password: 'changed' }) }
      const { id } = c.req.valid('param')
      const account = await changeAccount(store, id, { ...wanted, password }, kept(c, 'account', detail))
      return c.json(account, 200)
    })
    .openapi(newKey, async (c) => {
      const { store, clock, caller } = c.var
      const wanted = c.req.valid('json')
      await refuseUnknown(store, wanted.scope)
      const { role, scope } = wanted
      const by = { by: caller.who.name, now: clock.now() }
      const made = await addKey(store, wanted, by, kept(c, 'key', { made: true, role, scope }))
      c.header('Cache-Control', 'no-store')
      return c.json(made, 200)
    })
    .openapi(newDisplay, async (c) => {
      const { store, clock, caller } = c.var
      const wanted = c.req.valid('json')
      await refuseUnknown(store, wanted.scope)
      const { scope, scenes } = wanted
      const by = { by: caller.who.name, now: clock.now() }
      const made = await addDisplay(store, wanted, by, kept(c, 'display', { made: true, scope, scenes }))
      c.header('Cache-Control', 'no-store')
      return c.json(made, 200)
    })
    .openapi(keyEnd, async (c) => {
      const { store, clock } = c.var
      const { id } = c.req.valid('param')
      const key = await revoke(store, 'key', id, clock.now(), kept(c, 'key', { revoked: true }))
      return c.json(keyOf(key), 200)
    })
    .openapi(displayEnd, async (c) => {
      const { store, clock } = c.var
      const { id } = c.req.valid('param')
      const display = await revoke(store, 'display', id, clock.now(), kept(c, 'display', { revoked: true }))
      return c.json(displayOf(display), 200)
    })
}

/** An area that is misspelled would open nothing, and nobody would see why. */
async function refuseUnknown(store: Store, scope: Scope): Promise<void> {
  const [unknown] = await unknownAreas(store, scope)
  if (unknown !== undefined)
    throw badParameters([
      { parameter: 'scope', detail: `"${unknown}" is the code of no area; /api/areas lists them` },
    ])
}
