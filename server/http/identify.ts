import type { BlockList } from 'node:net'
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import {
  type Admission,
  callerShowing,
  hasAccounts,
  localOperator,
  ownMachine,
  type Shown,
} from '../access/index.ts'
import { readCookie, writeCookie } from './cookies.ts'
import type { Env } from './router.ts'
import { senderOf } from './sender.ts'

/**
 * Says who sends a request. What comes through the control socket comes from somebody who may write the database file
 * itself.
 */
export function identification(access: Admission, proxies: BlockList) {
  return createMiddleware<Env>(async (c, next) => {
    const header = (name: string) => c.req.header(name)
    const sender = senderOf(c.env?.incoming?.socket.remoteAddress, header, proxies)
    c.set('sender', sender)
    if (c.env?.control === true) c.set('caller', await localOperator(c.req.raw))
    else if (typeof access === 'function') c.set('caller', await access(c.req.raw))
    else if (access === 'own machine' && !(await hasAccounts(c.var.store))) {
      c.set('shown', { ownMachine: true })
      c.set('caller', await ownMachine(c.req.raw))
    } else {
      const shown = await shownBy(c)
      const { store, clock } = c.var
      const { caller, account, token, renewed } = await callerShowing(store, shown, clock.now())
      c.set('shown', shown)
      c.set('caller', caller)
      c.set('account', account)
      c.set('token', token)
      c.set('renewed', renewed)
      await next()
      // unless the request itself has begun or ended the login
      if (c.var.renewed !== undefined) writeCookie(c, 'session', c.var.renewed)
      return
    }
    await next()
  })
}

async function shownBy(c: Context<Env>): Promise<Shown> {
  return {
    key: bearerOf(c.req.header('Authorization')) ?? (await apiKeyOf(c)),
    session: readCookie(c, 'session'),
    display: readCookie(c, 'display'),
  }
}

/** The key of an `Authorization` header; of another scheme it is none of ours, and no good. */
function bearerOf(header: string | undefined): string | undefined {
  if (header === undefined) return undefined
  return /^Bearer\s+(\S+)\s*$/i.exec(header)?.[1] ?? ''
}

/** Open311 has its own way to send a key: a parameter of the address or the form. */
async function apiKeyOf(c: Context<Env>): Promise<string | undefined> {
  if (!c.req.path.startsWith('/open311/')) return undefined
  const named = c.req.query('api_key')
  if (named !== undefined || c.req.method !== 'POST') return named || undefined
  const type = c.req.header('Content-Type') ?? ''
  const fields = /json/i.test(type)
    ? await c.req.json<unknown>().catch(() => undefined)
    : await c.req.parseBody({ all: true }).catch(() => undefined)
  const given =
    typeof fields === 'object' && fields !== null && 'api_key' in fields ? fields.api_key : undefined
  return typeof given === 'string' && given !== '' ? given : undefined
}
