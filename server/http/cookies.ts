import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Env } from './router.ts'

const names = { session: 'grid_session', display: 'grid_display', sso: 'grid_sso' } as const
/** What a browser keeps a cookie for at the most, in seconds; a wall's is written again each time it is opened. */
const longest = 400 * 86_400

/** A cookie of ours. Behind TLS its name begins with `__Host-`, so that no other host can have written it. */
export function readCookie(c: Context<Env>, which: keyof typeof names): string | undefined {
  return c.var.sender.secure ? getCookie(c, names[which], 'host') : getCookie(c, names[which])
}

/** Writes a cookie that no script can read and no other site's page can send along. A wall's outlives the browser. */
export function writeCookie(c: Context<Env>, which: keyof typeof names, value: string): void {
  const { secure } = c.var.sender
  setCookie(c, names[which], value, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure,
    ...(which === 'display' ? { maxAge: longest } : {}),
    ...(secure ? { prefix: 'host' as const } : {}),
  })
}

export function clearCookie(c: Context<Env>, which: keyof typeof names): void {
  const { secure } = c.var.sender
  deleteCookie(c, names[which], { path: '/', secure, ...(secure ? { prefix: 'host' as const } : {}) })
}
