import { Login, PasswordChange, Session } from '@grid/data/contract'
import { createRoute, z } from '@hono/zod-openapi'
import { type Context, Hono } from 'hono'
import type { Audit } from '../audit/index.ts'
import {
  answering,
  clearCookie,
  conflict,
  type Env,
  happeningOf,
  jsonBody,
  needs,
  noParameters,
  readCookie,
  router,
  tooOften,
  writeCookie,
} from '../http/index.ts'
import { ProblemError } from '../problems.ts'
import { ssoAccount } from './accounts.ts'
import type { Beside } from './beside.ts'
import { type AccountRecord, accountNamed, bookOf } from './book.ts'
import { nobody } from './caller.ts'
import { Limiter } from './limiter.ts'
import { waitAfter } from './lockout.ts'
import { changePassword, logIn } from './login.ts'
import { endSession, startSession } from './sessions.ts'
import { callerOfAccount } from './shown.ts'
import { type Sso, SsoError } from './sso.ts'
import { tokenOfSecret } from './tokens.ts'
import { sessionCaller } from './told.ts'

const tags = ['Access']
const told = Session.meta({ id: 'Session' })
const answers = { ...answering(told, 'Who is asking, and what they may'), ...conflict, ...tooOften }

const who = createRoute({
  method: 'get',
  path: '/session',
  security: needs('open'),
  tags,
  summary: 'Who is asking, and what they may',
  request: { query: noParameters },
  responses: answers,
})

const begin = createRoute({
  method: 'post',
  path: '/session',
  security: needs('open'),
  tags,
  summary: 'Log in with a name and a password',
  request: {
    query: noParameters,
    body: jsonBody(Login.meta({ id: 'Login' })),
  },
  responses: answers,
})

const end = createRoute({
  method: 'delete',
  path: '/session',
  security: needs('open'),
  tags,
  summary: 'Log out, here or everywhere',
  request: {
    query: z.strictObject({
      everywhere: z
        .enum(['true', 'false'])
        .default('false')
        .meta({ description: 'End every login of yours' }),
    }),
  },
  responses: answers,
})

const password = createRoute({
  method: 'put',
  path: '/session/password',
  security: needs('open'),
  tags,
  summary: 'Give yourself another password; your other logins end',
  request: {
    query: noParameters,
    body: jsonBody(PasswordChange.meta({ id: 'PasswordChange' })),
  },
  responses: answers,
})

/** Attempts to log in from one address: ten at once, then one every six seconds. */
const loginPace = { burst: 10, everyMs: 6000 }

/** Logging in and out; `sso` where the city's single sign-on lets people in too. */
export function sessionRoutes(kindOf: () => Promise<Session['login']>, audit: Audit, sso?: Sso) {
  const attempts = new Limiter(loginPace)
  const mayTry = (c: Context<Env>) => {
    const wait = attempts.take(c.var.sender.address ?? '', c.var.clock.now())
    if (wait > 0) throw new ProblemError(429, 'Too many attempts to log in: wait a moment.', [], wait)
  }
  const answer = async (c: Context<Env>) => {
    c.header('Cache-Control', 'no-store')
    return { login: await kindOf(), caller: await sessionCaller(c.var.store, c.var) }
  }
  /** What is kept of a wrong password; what is nobody's name may be a password in the wrong place. */
  const failed = async (c: Context<Env>, name: string): Promise<Beside<number>> => {
    const tried = accountNamed(await bookOf(c.var.store), name)
    const happening = {
      ...happeningOf(c),
      action: 'login_failed',
      what: 'session',
      subject: tried?.name ?? null,
    } as const
    return (transaction, failures) => {
      const waits = waitAfter(failures) / 1000
      const detail = { failures, ...(waits > 0 ? { waits } : {}) }
      return audit.within({ ...happening, detail })(transaction)
    }
  }
  const routes = router()
    .openapi(who, async (c) => c.json(await answer(c), 200))
    .openapi(begin, async (c) => {
      if ((await kindOf()) === 'none')
        throw new ProblemError(409, 'This centre has no accounts: it is open as it is.')
      mayTry(c)
      const message = c.req.valid('json')
      const { store, clock } = c.var
      const account = await logIn(store, message, clock.now(), await failed(c, message.name))
      await begun(c, account, audit)
      return c.json(await answer(c), 200)
    })
    .openapi(end, async (c) => {
      const { store, account } = c.var
      const session = readCookie(c, 'session')
      const everywhere = account && c.req.valid('query').everywhere === 'true' ? account.id : null
      if (session !== undefined) {
        const detail = { everywhere: everywhere !== null }
        const kept = audit.within({ ...happeningOf(c), action: 'logged_out', what: 'session', detail })
        await endSession(store, session, everywhere, account ? kept : undefined)
      }
      clearCookie(c, 'session')
      c.set('renewed', undefined)
      c.set('account', undefined)
      c.set('caller', nobody)
      return c.json(await answer(c), 200)
    })
    .openapi(password, async (c) => {
      const { store, clock, account } = c.var
      if (!account) throw new ProblemError(401, 'Log in to change your password.')
      if (account.password === null)
        throw new ProblemError(409, 'The single sign-on keeps your password: change it there.')
      const kept = {
        ...happeningOf(c),
        action: 'administered',
        what: 'password',
        subject: account.name,
      } as const
      await changePassword(store, account, c.req.valid('json'), clock.now(), {
        changed: audit.within(kept),
        failed: await failed(c, account.name),
      })
      await begun(c, account, audit)
      return c.json(await answer(c), 200)
    })
  if (sso) ssoRoutes(routes, sso, audit, mayTry)
  return routes
}

/** The way to the single sign-on and back: pages of the browser, not questions. */
function ssoRoutes(
  routes: Pick<Hono<Env>, 'get'>,
  sso: Sso,
  audit: Audit,
  mayTry: (c: Context<Env>) => void,
): void {
  const refused = (c: Context<Env>, cause: unknown) => {
    c.var.log.warn({ err: cause }, 'the single sign-on let nobody in')
    const fault =
      cause instanceof SsoError ? cause.fault : cause instanceof ProblemError ? 'disabled' : 'refused'
    audit.note({ ...happeningOf(c), action: 'login_failed', what: 'session', detail: { sso: fault } })
    return c.redirect(`/login?sso=${encodeURIComponent(fault)}`, 303)
  }
  routes.get('/session/sso', async (c) => {
    mayTry(c)
    try {
      const { address, id } = await sso.begin(ownPath(c.req.query('to')), c.var.clock.now())
      writeCookie(c, 'sso', id)
      return c.redirect(address, 303)
    } catch (cause) {
      return refused(c, cause)
    }
  })
  routes.get('/session/sso/back', async (c) => {
    const { store, clock } = c.var
    try {
      const { search } = new URL(c.req.url)
      const { person, to } = await sso.end(readCookie(c, 'sso'), search, clock.now())
      clearCookie(c, 'sso')
      const { role, scope } = person
      const account = await ssoAccount(store, person, clock.now(), (transaction, { id, name, made }) =>
        audit.within({
          ...happeningOf(c),
          caller: { role, who: { kind: 'person', id, name } },
          action: 'administered',
          what: 'account',
          subject: name,
          detail: { made, role, scope, sso: true },
        })(transaction),
      )
      await begun(c, account, audit)
      return c.redirect(to, 303)
    } catch (cause) {
      return refused(c, cause)
    }
  })
}

/** Lets a wall in that opens its page with its token, and takes the token out of the address at once. */
export const displayRoutes = new Hono<Env>().get('/wall', async (c, next) => {
  const url = new URL(c.req.url)
  const given = url.searchParams.get('display')
  const kept = given ?? readCookie(c, 'display')
  if (kept === undefined) return next()
  const token = await tokenOfSecret(c.var.store, 'display', kept, c.var.clock.now())
  // written anew each time, since browsers forget after a while
  if (token) writeCookie(c, 'display', kept)
  if (given === null) return next()
  url.searchParams.delete('display')
  return c.redirect(`${url.pathname}${url.search}`, 303)
})

/** Begins a login, and keeps that: the browser gets another id, whatever it had before. */
async function begun(c: Context<Env>, account: AccountRecord, audit: Audit): Promise<void> {
  const { store, clock } = c.var
  const caller = callerOfAccount(account)
  const kept = audit.within({
    ...happeningOf(c),
    caller,
    action: 'logged_in',
    what: 'session',
    subject: null,
  })
  const secret = await startSession(store, account, readCookie(c, 'session'), clock.now(), kept)
  c.set('renewed', undefined)
  c.set('caller', caller)
  c.set('account', account)
  writeCookie(c, 'session', secret)
}

/** A page of ours to go to; the first one where what is asked for is none, or somebody else's. */
function ownPath(to: string | undefined): string {
  const here = 'http://here.invalid'
  if (to === undefined || !to.startsWith('/') || !URL.canParse(to, here)) return '/'
  const { origin, pathname, search, hash } = new URL(to, here)
  return origin === here ? `${pathname}${search}${hash}` : '/'
}
