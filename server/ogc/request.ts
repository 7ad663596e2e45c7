import type { Context } from 'hono'
import { badParameters } from '../problems.ts'
import { type Form, types } from './links.ts'
import { type Given, onlyKnown } from './parameters.ts'

/** Where the standard's resources begin, as the asker reaches it; a proxy tells when it speaks TLS. */
export function baseOf(c: Context): string {
  return new URL('/ogc', addressOf(c)).href
}

/** The address of the resource as the asker reaches it. */
export function addressOf(c: Context): string {
  const url = new URL(c.req.url)
  if (c.req.header('X-Forwarded-Proto') === 'https') url.protocol = 'https:'
  return url.href
}

/** `f`, else what the asker reads best; with `known`, other parameters are refused. `more` are forms beside the two. */
export function formOf<More extends string = never>(
  c: Context,
  known?: readonly string[],
  more: readonly More[] = [],
): Form | More {
  const given: Given = c.req.queries()
  if (known) onlyKnown(given, known)
  const [asked] = given.f ?? []
  const forms: readonly (Form | More)[] = ['json', 'html', ...more]
  const form = forms.find((own) => own === asked)
  if (form) return form
  if (asked !== undefined)
    throw badParameters([{ parameter: 'f', detail: `write one of ${forms.join(', ')}` }])
  const accepted = (c.req.header('Accept') ?? '').split(',').map((range) => range.split(';')[0]!.trim())
  const page = accepted.indexOf('text/html')
  const data = accepted.findIndex((type) => /json/.test(type))
  return page !== -1 && (data === -1 || page < data) ? 'html' : 'json'
}

/**
 * Whether a program reads that takes whatever pages it is led to and says nothing of itself, as GDAL before 3.9 does: it
 * asks for ten features at a time unless it is told otherwise.
 */
export function isLed(c: Context): boolean {
  const accepted = c.req.header('Accept') ?? ''
  return c.req.header('User-Agent') === undefined && accepted.startsWith(types.geojson)
}

/** An answer in JSON. */
export function json(c: Context, body: object, type: string = types.json): Response {
  return c.body(JSON.stringify(body), 200, { 'Content-Type': type })
}
